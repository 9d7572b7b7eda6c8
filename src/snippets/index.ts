/** Base URL and model, chosen once, for all code on the site; and the way to copy it. */
export { readBaseURL } from './base-url.ts';
export { clearChoice, loadChoice, readChoice, saveChoice } from './choice.ts';
export type { Choice } from './choice.ts';
export { copyText } from './copy-text.ts';
export { LOCAL_ORIGIN, PRINTED, PRINTED_MESSAGE } from './printed.ts';
export { hasChoice, STORAGE_KEY } from './stored.ts';
