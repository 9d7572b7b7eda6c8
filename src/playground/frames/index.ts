/** The list of raw frames, with find, and one frame opened. */
export { FramesPane } from './FramesPane.tsx';
export { labelOf } from './meaning-labels.ts';
