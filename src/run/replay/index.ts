/** A recording played again. */
export { replayFetch, responseInit } from './replay-fetch.ts';
export { snapshotOf } from './snapshot-of.ts';
export { createTape, SPEEDS } from './tape.ts';
export type { Tape, TapeView } from './tape.ts';
