/**
 * Streams that are not chat chunks: Responses and Messages, each with a reader of its own; and which protocol any
 * other is, and whether it is whole by its own rules; and answers that were not streamed.
 */
export { createReader, protocolOf, PROTOCOL_TABLE } from './reader.ts';
export type { Protocol, ProtocolReader } from './reader.ts';
export { requestIn } from './requests.ts';
export { recognise } from './recognise.ts';
export { readUnstreamed } from './unstreamed.ts';
