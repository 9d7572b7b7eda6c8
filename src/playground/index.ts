/** The playground, an island that pages mount. */
export { Playground } from './Playground.tsx';
export { StreamingBeside } from './tools/runs/StreamingBeside.tsx';
export type { Opening } from './state/session.ts';
