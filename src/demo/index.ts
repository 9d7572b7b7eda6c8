/** The demo API: a web-standard handler that runs in the page, in Node and at an edge. */
export { createDemoHandler, isDemoPath } from './handler.ts';
export type { DemoHandler, DemoOptions } from './handler.ts';
export type { Clock } from './clock.ts';
export { faultDescriptions } from './faults/index.ts';
export { goodClientWords } from './faults/client-words.ts';
export type { FaultDescription } from './faults/index.ts';
export { SUGGESTIONS } from './replies/prompts.ts';
export type { Suggestion } from './replies/prompts.ts';
