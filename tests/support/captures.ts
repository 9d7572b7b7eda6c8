/**
 * What a real vLLM and a real LiteLLM sent, and the way to play it as a run.
 *
 * Out     a capture: request, head, body, and how the body came and ended; `expected.json` beside the captures
 *         says what a run over each has to give.
 * Units   `pieces` are bytes, cut where the server's own writes were.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { notesFor } from '../../src/chat/index.ts';
import { protocolOf, type Protocol } from '../../src/protocols/index.ts';
import { createRun, type ChatRequest, type Snapshot } from '../../src/run/index.ts';
import { cutAt } from './sse.ts';

const folder = new URL('../fixtures/captures/gateway/', import.meta.url);
const BODIES = ['.sse', '.json', '.txt'];

export interface Capture {
	readonly request: ChatRequest;
	readonly protocol: Protocol;
	readonly status: number;
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body: Uint8Array;
	/** As the server sent it. */
	readonly pieces: readonly Uint8Array[];
	/** When each piece came, in milliseconds from the request. */
	readonly timesMs: readonly number[];
	readonly end: 'closed' | 'cut';
}

/** What `expected.json` says of one capture. */
export interface Expected {
	readonly shows: string;
	readonly outcome: string;
	/** The answer stands in the body, and not in frames. */
	readonly isUnstreamed?: true;
	/** Every `model` in turn. */
	readonly models?: readonly string[];
	readonly choices: readonly {
		readonly text: string;
		readonly reasoning?: string;
		readonly toolCalls?: readonly { id: string; name: string; arguments: string }[];
		readonly finish: string | null;
	}[];
	/** Prompt, completion and total tokens. */
	readonly usage?: readonly [number, number, number];
	/** Every note that some frame has, and which frames have it. */
	readonly notes?: Readonly<Record<string, readonly number[]>>;
	readonly says?: readonly string[];
	readonly saysNot?: readonly string[];
}

export const captureNames = readdirSync(folder)
	.filter((name) => name.endsWith('.reads.json'))
	.map((name) => name.slice(0, -'.reads.json'.length));

// Both files are the fixtures' own, and written in these shapes.
export const expectedOf = JSON.parse(read('expected.json').toString()) as Record<string, Expected>;

export function loadCapture(name: string): Capture {
	const how = JSON.parse(read(`${name}.reads.json`).toString()) as {
		path: string;
		end: 'closed' | 'cut';
		pieces_ms_bytes: readonly (readonly [number, number])[];
	};
	const [status = '', ...lines] = read(`${name}.headers`).toString('latin1').split(/\r?\n/);
	const extension = BODIES.find((one) => existsSync(new URL(name + one, folder)));
	const body = new Uint8Array(read(`${name}${extension}`));
	let at = 0;
	const cuts = how.pieces_ms_bytes.map(([, length]) => (at += length));
	return {
		request: requestOf(name),
		protocol: protocolOf(how.path) ?? 'chat',
		status: Number(/^HTTP\/1\.1 (\d+)/.exec(status)?.[1]),
		headers: lines.flatMap((line) => {
			const [, field, value] = /^([^:]+): *(.*)$/.exec(line) ?? [];
			return field === undefined || value === undefined ? [] : [[field, value] as const];
		}),
		body,
		pieces: cutAt(body, cuts).filter((piece) => piece.length > 0),
		timesMs: how.pieces_ms_bytes.filter(([, length]) => length > 0).map(([atMs]) => atMs),
		end: how.end,
	};
}

/** What was asked; for a request without a body, or with one that is no JSON, any question. */
function requestOf(name: string): ChatRequest {
	const anything: ChatRequest = {
		model: 'qwen3-4b',
		messages: [{ role: 'user', content: 'Hello' }],
	};
	if (!existsSync(new URL(`${name}.request.json`, folder))) return anything;
	try {
		return JSON.parse(read(`${name}.request.json`).toString()) as ChatRequest;
	} catch {
		// `bad_json` is about just that.
		return anything;
	}
}

/** Runs `createRun` over the capture, its body in these reads. */
export function playCapture(
	{ request, protocol, status, headers, end }: Capture,
	reads: readonly Uint8Array[]
): Promise<Snapshot> {
	const left = [...reads];
	const body = new ReadableStream<Uint8Array>({
		pull(controller) {
			const next = left.shift();
			if (next !== undefined) controller.enqueue(next);
			else if (end === 'cut') controller.error(new TypeError('terminated'));
			else controller.close();
		},
	});
	// The body here is plain, and its length is what comes.
	const kept = headers.filter(([name]) => !/^(transfer-encoding|content-length)$/i.test(name));
	return createRun({
		request: { baseURL: 'http://127.0.0.1:4000/v1', apiKey: 'sk-test', protocol, body: request },
		fetch: () =>
			Promise.resolve(new Response(body, { status, headers: kept.map(([...pair]) => pair) })),
		clock: { now: () => 0 },
	}).start();
}

/** The frames of each note of a run, but for those on where the network cut. */
export function noteFrames(
	{ frames, meanings, message }: Snapshot,
	{ model }: ChatRequest
): Record<string, number[]> {
	const found: Record<string, number[]> = {};
	frames.forEach((frame, i) => {
		const meaning = meanings[i];
		if (meaning === undefined) return;
		const context = { frame, meaning, message, reads: undefined, requestedModel: model };
		for (const { id } of notesFor(context)) (found[id] ??= []).push(frame.index);
	});
	return found;
}

function read(name: string): Buffer {
	return readFileSync(new URL(name, folder));
}
