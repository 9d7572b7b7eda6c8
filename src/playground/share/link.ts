/**
 * A link that carries what Run would send, and how to look at it.
 *
 * In      The form, the view, and the key: only to make sure that it is in no part of the link.
 * Out     A fragment, `run=1.` and base64url of deflated JSON. Browsers send no fragment to a server.
 *         Back from it `{ shared }`, or `{ problem }`: a sentence for the reader.
 * Units   Characters of the link; bytes of the JSON.
 * Limits  Deflate can make a gigabyte of a megabyte, so inflating ends at `maxBytes`.
 *
 * What is at its default is left out, and so is what does not matter for the run: the base URL in a run
 * of the demo, the fault in any other. Code that the reader edited never goes in.
 */
import {
	isProtocol,
	isSmoothMode,
	DEFAULT_SETTINGS,
	BOXES,
	misplacedKeys,
	readBaseURL,
} from '../state/index.ts';
import type { Decoded, Shared, Settings } from '../state/index.ts';

export type Encoded = { fragment: string; problem?: never } | { problem: string; fragment?: never };

const PREFIX = 'run=';
const VERSION = '1';

/** What browsers, chat programs and mail let pass without harm. */
const MAX_CHARACTERS = 16_000;
const MAX_BYTES = 200_000;

export async function encodeLink(shared: Shared, key: string): Promise<Encoded> {
	const { settings, view, smooth } = shared;
	const secret = key.trim();
	const isDemo = settings.sendTo === 'demo';
	if (!isDemo && 'problem' in readBaseURL(settings.baseURL)) {
		return { problem: 'The base URL is not one that Run could send to. Correct it, then share.' };
	}
	const data: Record<string, string> = {};
	if (!isDemo) data['sendTo'] = settings.sendTo;
	for (const field of BOXES) {
		if (field === (isDemo ? 'baseURL' : 'fault')) continue;
		if (settings[field] !== DEFAULT_SETTINGS[field]) data[field] = settings[field];
	}
	if (!isDemo && settings.keyHeader !== undefined) data['keyHeader'] = settings.keyHeader;
	if (settings.protocol !== 'chat') data['protocol'] = settings.protocol;
	if (view !== 'markdown') data['view'] = view;
	if (smooth !== 'off') data['smooth'] = smooth;

	if (secret !== '' && Object.values(data).some((value) => value.includes(secret))) {
		return { problem: 'Another field holds the key, too. Remove it there, then share.' };
	}
	const boxes = misplacedKeys(settings).filter(({ field }) => field in data);
	if (boxes.length > 0) {
		return { problem: 'A box holds what looks like an API key. Remove it there, then share.' };
	}
	const bytes = new TextEncoder().encode(JSON.stringify(data));
	const fragment = `${PREFIX}${VERSION}.${toBase64URL(await deflate(bytes))}`;
	if (bytes.length <= MAX_BYTES && fragment.length <= MAX_CHARACTERS) return { fragment };
	return {
		problem: 'The request is too long for a link. Shorten its messages or tools, then share.',
	};
}

/** @param hash As in `location.hash`, with its `#`. */
export async function decodeLink(hash: string): Promise<Decoded> {
	if (hash.length > MAX_CHARACTERS + 1) return { problem: `The link is too long. ${NOTHING_DONE}` };
	const [, sentVersion, payload] = /^#run=(\d+)\.([\w-]*)$/.exec(hash) ?? [];
	if (payload === undefined) return { problem: damaged };
	if (sentVersion !== VERSION) {
		return {
			problem: `The link was made by a newer version of this page. Reload it. ${NOTHING_DONE}`,
		};
	}
	const unpacked = await inflate(payload);
	if (unpacked === 'too much') return { problem: `The link holds too much. ${NOTHING_DONE}` };
	const shared = unpacked && readShared(unpacked.json);
	return shared ? { shared } : { problem: damaged };
}

const NOTHING_DONE = 'The form is unchanged.';
const damaged = `The link is damaged: part of it is missing or changed. Copy the whole link again. ${NOTHING_DONE}`;

function readShared(json: string): Shared | undefined {
	let data: unknown;
	try {
		data = JSON.parse(json);
	} catch {
		return undefined;
	}
	if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
	const sent: Readonly<Record<string, unknown>> = { ...data };
	const settings: { -readonly [Field in keyof Settings]: Settings[Field] } = {
		...DEFAULT_SETTINGS,
	};
	for (const field of BOXES) {
		const value = Object.hasOwn(sent, field) ? sent[field] : undefined;
		if (value === undefined) continue;
		if (typeof value !== 'string') return undefined;
		settings[field] = value;
	}
	if (isProtocol(sent['protocol'])) settings.protocol = sent['protocol'];
	if (sent['sendTo'] === 'endpoint') {
		settings.sendTo = 'endpoint';
		if ('problem' in readBaseURL(settings.baseURL)) return undefined;
		if (sent['keyHeader'] === 'x-api-key') settings.keyHeader = 'x-api-key';
	}
	return {
		settings,
		view: sent['view'] === 'plain' ? 'plain' : 'markdown',
		smooth: isSmoothMode(sent['smooth']) ? sent['smooth'] : 'off',
	};
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
	const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function inflate(payload: string): Promise<{ json: string } | 'too much' | undefined> {
	try {
		const stream = new Blob([fromBase64URL(payload)])
			.stream()
			.pipeThrough(new DecompressionStream('deflate-raw'));
		const reader = stream.getReader();
		const decoder = new TextDecoder('utf-8', { fatal: true });
		let text = '';
		let length = 0;
		for (let read = await reader.read(); !read.done; read = await reader.read()) {
			length += read.value.length;
			if (length > MAX_BYTES) {
				await reader.cancel();
				return 'too much';
			}
			text += decoder.decode(read.value, { stream: true });
		}
		return { json: text + decoder.decode() };
	} catch {
		// Not base64, deflate or UTF-8: the caller reports it.
		return undefined;
	}
}

function toBase64URL(bytes: Uint8Array): string {
	let binary = '';
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64URL(text: string): Uint8Array<ArrayBuffer> {
	const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
	return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
