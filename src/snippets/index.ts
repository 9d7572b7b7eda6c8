/** Base URL and model, chosen once, for all code on the site. */
export { readBaseURL } from './base-url.ts';
export { clearChoice, loadChoice, printed, readChoice, saveChoice, storageKey } from './choice.ts';
export type { Choice } from './choice.ts';
