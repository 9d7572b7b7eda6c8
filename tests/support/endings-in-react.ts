/** How answers end in the two components of the page _React and Next.js_, as each says it. */

/** The message, what the hook says, what `useChat` says, and whether text is there. */
export const ENDINGS: readonly [string, string, string, boolean][] = [
	[
		'fault cut;after=60',
		'failed: The connection broke mid-answer.',
		'failed: Failed to process successful response',
		true,
	],
	[
		'fault no-end',
		'failed: The stream ended mid-answer: no finish reason.',
		'failed: Response stream ended without a finish reason.',
		true,
	],
	[
		'fault error-midway',
		'failed: The API stopped with an error: The model stopped answering.',
		'failed: The model stopped answering.',
		true,
	],
	['too long for the limit', 'limit: The token limit was reached.', 'incomplete: length', true],
	[
		'a bad word',
		'failed: The answer is incomplete: its finish reason is content_filter.',
		'incomplete: content-filter',
		true,
	],
	['say nothing', 'failed: No text came.', 'no text came', false],
	[
		'fault http-401',
		'failed: The API answered 401: The demo was told to refuse this key.',
		'failed: The demo was told to refuse this key.',
		false,
	],
	[
		'fault rate-limit;seconds=1',
		'failed: The API answered 429 (Retry-After: 1): The demo was told to be over its limit of requests.',
		'failed: Failed after 3 attempts. Last error: AI_APICallError: The demo was told to be over its limit of requests.',
		false,
	],
	[
		'fault html-with-200',
		'failed: The API answered 502: The API answered 200.',
		'failed: Response stream ended without a finish reason.',
		false,
	],
	[
		'repeat the key',
		'failed: The API stopped with an error: The key [API key] is bad.',
		'failed: The key [API key] is bad.',
		false,
	],
	[
		'refuse the key',
		'failed: The API answered 401: The key [API key] is bad.',
		'failed: The key [API key] is bad.',
		false,
	],
];
