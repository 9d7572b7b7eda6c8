/** Base URL and model, chosen once, for all code on the site. */
export { readBaseURL } from './base-url.ts';
export { clearChoice, loadChoice, PRINTED, readChoice, saveChoice, STORAGE_KEY } from './choice.ts';
export type { Choice } from './choice.ts';
