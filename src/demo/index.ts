export { createDemoHandler } from './handler.ts';
export type { DemoOptions } from './handler.ts';
export { suggestions } from './replies/index.ts';
