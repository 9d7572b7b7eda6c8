/** The list of clients. Each turns a response into text and is loaded when it is first run. */
import { obviousLoop } from '../../../examples/browser/obvious-loop.js';
import { streamChat } from '../../../examples/browser/stream-chat.js';
import type { Client, Recording } from '../../../run/index.ts';
import { runKnown } from './result.ts';
import type { Result } from './result.ts';

export interface NamedClient {
	readonly id: string;
	readonly name: string;
	/** A short description. */
	readonly what: string;
	run(recording: Recording): Promise<Result>;
}

function known(id: string, name: string, what: string, load: () => Promise<Client>): NamedClient {
	return { id, name, what, run: (recording) => runKnown(load, recording) };
}

// Printed programs have no types; the tests of a run check that this one fits.
export const example = streamChat as Client;

export const clients: readonly NamedClient[] = [
	known('example', 'This page’s example', 'stream-chat.js, as it is printed', async () => example),
	known(
		'obvious',
		'The obvious loop',
		'obvious-loop.js: takes each read for whole lines',
		async () => obviousLoop as Client
	),
	known(
		'openai',
		'OpenAI SDK',
		'the openai package, retries off',
		async () => (await import('./openai-sdk.ts')).openAiSdk
	),
	known(
		'eventsource-parser',
		'eventsource-parser',
		'stream-chat-eventsource-parser.js, as it is printed',
		async () =>
			(await import('../../../examples/browser/stream-chat-eventsource-parser.js'))
				.streamChat as Client
	),
];

/** The reader's own client. Its code is only in this object. */
export function createYours(code: string, isEdited: boolean): NamedClient {
	return {
		id: 'yours',
		name: 'Yours',
		what: isEdited ? 'what you wrote below, in a sandbox' : 'the example, for you to edit below',
		run: async (recording) => (await import('./yours.ts')).runYours(code, recording),
	};
}
