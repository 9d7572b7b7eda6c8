/** The playground, an island that pages mount. */
export { Playground } from './Playground.tsx';
export { StreamingBeside } from './tools/runs/index.ts';
export type { Opening } from './state/index.ts';
