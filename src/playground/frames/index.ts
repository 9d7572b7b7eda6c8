/** The list of raw frames, with find, and one frame opened. */
export { FramesPane } from './FramesPane.tsx';
export { nameOfFrame } from './frame-name.ts';
export { inkFrame } from './ink.ts';
export type { Span } from './ink.ts';
export { labelOf } from './meaning-labels.ts';
