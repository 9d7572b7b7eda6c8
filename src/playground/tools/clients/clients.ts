/** The list of clients. Each turns a response into text and is loaded when it is first run. */
import { obviousLoop } from '../../../examples/browser/obvious-loop.js';
import { streamChat } from '../../../examples/browser/stream-chat.js';
import type { Client, Recording } from '../../../run/index.ts';
import { late } from '../../late.ts';
import { runKnown, unstarted } from './result.ts';
import type { Result } from './result.ts';

export interface NamedClient {
	readonly id: string;
	readonly name: string;
	/** A short description. */
	readonly what: string;
	run(recording: Recording): Promise<Result>;
}

const loadOpenAi = late('The SDK', () => import('./openai-sdk.ts'));
const loadEventSourceParser = late(
	'The program',
	() => import('../../../examples/browser/stream-chat-eventsource-parser.js')
);
const loadYours = late('The sandbox', () => import('./yours.ts'));

function known(id: string, name: string, what: string, load: () => Promise<Client>): NamedClient {
	return { id, name, what, run: (recording) => runKnown(load, recording) };
}

// Printed programs have no types; the tests of a run check that this one fits.
export const example = streamChat as Client;

export const clients: readonly NamedClient[] = [
	known(
		'example',
		'This page’s example',
		'stream-chat.js, exactly as printed',
		async () => example
	),
	known(
		'obvious',
		'The obvious loop',
		'obvious-loop.js: assumes complete lines in each read',
		async () => obviousLoop
	),
	known(
		'openai',
		'OpenAI SDK',
		'the openai package, retries off',
		async () => (await loadOpenAi()).openAiSdk
	),
	known(
		'eventsource-parser',
		'eventsource-parser',
		'stream-chat-eventsource-parser.js, exactly as printed',
		// Has no types either.
		async () => (await loadEventSourceParser()).streamChat as Client
	),
];

/** The reader's own client. Its code is only in this object. */
export function createYours(code: string, isEdited: boolean): NamedClient {
	return {
		id: 'yours',
		name: 'Yours',
		what: isEdited ? 'what you wrote below, in a sandbox' : 'the example, for you to edit below',
		async run(recording) {
			const loaded = await loadYours().catch(unstarted);
			return 'ended' in loaded ? loaded : loaded.runYours(code, recording);
		},
	};
}
