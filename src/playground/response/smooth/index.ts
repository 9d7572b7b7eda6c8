/** What smoothing needs, fetched when it is first chosen: the printed program, and what runs it here. */
export { smooth } from '../../../examples/browser/smooth.js';
export { createPacer } from './pacer.ts';
