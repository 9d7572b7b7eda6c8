/** Smoothing, fetched when it is first chosen: the printed program, and what runs it on this page. */
export { smooth } from '../../../examples/browser/smooth.js';
export { createPacer } from './pacer.ts';
