/** Streams that are not chat chunks: which protocol one is, and whether it is whole by its own rules. */
export { recognise } from './recognise.ts';
