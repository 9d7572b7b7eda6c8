/** What a key looks like, and the keys in a text. */
export { bareKey, isKey, keysIn } from './key-shape.ts';
