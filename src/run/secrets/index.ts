/** What a key looks like, the keys in a text, and where one stands in a request. */
export { keyHeaders, withKeyHeader } from './key-header.ts';
export type { KeyHeader } from './key-header.ts';
export { bareKey, isKey, keysIn } from './key-shape.ts';
