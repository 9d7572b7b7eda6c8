/** The values in the files of `src/examples/`, on the pages, and in the playground's form at first. */
export const PRINTED = {
	baseURL: 'https://api.solidrust.ai/v1',
	model: 'vllm-primary',
} as const;

export const PRINTED_MESSAGE = 'Tell me a story';

/** Where `npm start` serves the site and the demo API, unless `PORT` says otherwise. */
export const LOCAL_ORIGIN = 'http://localhost:4321';
