/** The playground, an island that pages mount. */
export { Playground } from './Playground.tsx';
export type { Opening } from './state/index.ts';
