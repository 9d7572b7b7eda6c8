/**
 * Which protocol a stream is read in: the one that its address asks for or, where that does not say, the one that
 * its first frames show.
 *
 * In      The request's URL, if known; frames in their order.
 * Out     What each frame means, and the protocol, which is chat until something else shows.
 */
import { CHAT_TERMS, createChunkReader, isObject, readChunk, type Terms } from '../chat/index.ts';
import type { Frame } from '../sse/index.ts';
import type { ReadFrame } from './event.ts';
import { createMessagesReader } from './messages.ts';
import { createResponsesReader } from './responses.ts';

export type Protocol = 'chat' | 'responses' | 'messages';

interface ProtocolEntry {
	/** Of its endpoint, behind the base URL. */
	readonly path: string;
	/** Headers that it asks for. */
	readonly headers: Readonly<Record<string, string>>;
	readonly terms: Terms;
	readonly create: () => ReadFrame;
}

export const PROTOCOL_TABLE: Readonly<Record<Protocol, ProtocolEntry>> = {
	chat: { path: '/chat/completions', headers: {}, terms: CHAT_TERMS, create: createChunkReader },
	responses: {
		path: '/responses',
		headers: {},
		terms: {
			unit: 'event of the Responses API',
			units: 'events of the Responses API',
			finish: 'final status',
			end: 'response.completed',
			toolResult: 'as an item of the type `function_call_output`',
			// With `starting_after`: openai-node 7.59, `ResponseRetrieveParams`.
			resumable: 'only a response requested with `background: true` can be resumed',
			mayRefuse: true,
		},
		create: createResponsesReader,
	},
	messages: {
		path: '/messages',
		headers: {
			'anthropic-version': '2023-06-01',
			// Without it, Anthropic’s own API has no CORS headers in its answer.
			'anthropic-dangerous-direct-browser-access': 'true',
		},
		terms: {
			unit: 'event of the Messages API',
			units: 'events of the Messages API',
			finish: 'stop reason',
			end: 'message_stop',
			toolResult: 'as a `tool_result` block in a user message',
			resumable: 'a stream of the Messages API cannot be resumed',
			mayRefuse: true,
			pause: 'pause_turn',
		},
		create: createMessagesReader,
	},
};

// `Object.keys` forgets the type of the names.
const NAMES = Object.keys(PROTOCOL_TABLE) as Protocol[];

/** The protocol of an endpoint, by the end of its path. */
export function protocolOf(url: string): Protocol | undefined {
	const path = url.replace(/[?#].*$/s, '').replace(/\/+$/, '');
	return NAMES.find((name) => path.endsWith(PROTOCOL_TABLE[name].path));
}

export interface ProtocolReader {
	readonly read: ReadFrame;
	protocol(): Protocol;
}

export function createReader(url: string | undefined): ProtocolReader {
	let protocol = url === undefined ? undefined : protocolOf(url);
	let reader = protocol && PROTOCOL_TABLE[protocol].create();

	function read(frame: Frame) {
		if (reader !== undefined) return reader(frame);
		const meaning = readChunk(frame);
		if (meaning.kind === 'chunk') protocol = 'chat';
		else if (meaning.kind === 'other') protocol = shownBy(meaning.value);
		reader = protocol && PROTOCOL_TABLE[protocol].create();
		return protocol === undefined || reader === undefined ? meaning : reader(frame);
	}

	return { read, protocol: () => protocol ?? 'chat' };
}

function shownBy(value: unknown): Protocol | undefined {
	const type = isObject(value) ? String(value['type']) : '';
	if (type.startsWith('response.')) return 'responses';
	return /^(message|content_block)_(start|delta|stop)$/.test(type) ? 'messages' : undefined;
}
