/** The playground, an island that pages mount. */
export { Playground } from './Playground.tsx';
export { RecordedPlayground } from './recordings/RecordedPlayground.tsx';
export type { RecordingName } from './recordings/index.ts';
export { StreamingBeside } from './tools/runs/StreamingBeside.tsx';
