/** Checks an endpoint: a handful of small requests, and what each answer shows. Pure but for the `fetch` it is given. */
export { checkEndpoint } from './check.ts';
export { CHECK_COST } from './cost.ts';
export { reportAsMarkdown, tally, VERDICT_WORDS } from './markdown.ts';
export { chatSuite } from './suite.ts';
export type { CheckOptions, Line, Report, Verdict } from './types.ts';
