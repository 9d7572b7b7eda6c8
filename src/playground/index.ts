/** The playground, an island that pages mount. */
export { late } from './late.ts';
export { latePart } from './parts/index.ts';
export { Playground } from './Playground.tsx';
export { openingOn, STORAGE_KEY } from './state/index.ts';
export type { Opening } from './state/index.ts';
