/**
 * From a body's bytes to frames, meanings, message and outcome, for tests of `src/chat`.
 *
 * In      Bytes or text, and how the run went: a 200 event stream that the server closed, unless said.
 * Out     All stages, and the evidence that `judge` saw.
 */
import {
	createFrameDecoder,
	encodeFrame,
	type Frame,
	type FrameFields,
} from '../../src/sse/index.ts';
import { recognise } from '../../src/protocols/index.ts';
import {
	addChunk,
	createMessage,
	judge,
	readChunk,
	type BodyEnd,
	type Evidence,
	type Meaning,
} from '../../src/chat/index.ts';

export interface HowItWent extends Partial<Omit<Evidence, 'end' | 'response'>> {
	status?: number;
	statusText?: string;
	contentType?: string | undefined;
	headers?: readonly (readonly [string, string])[];
	end?: BodyEnd['kind'];
	endMessage?: string;
}

export function runOf(
	body: string | Uint8Array,
	{
		status = 200,
		statusText = '',
		contentType = 'text/event-stream',
		headers = [],
		end = 'closed',
		endMessage,
		...rest
	}: HowItWent = {}
) {
	const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
	const decoder = createFrameDecoder();
	const completed = decoder.push(bytes);
	const last = decoder.finish();
	const frames = [...completed, ...last.frames];
	const meanings = frames.map(readChunk);
	const message = messageOf(meanings);
	const evidence: Evidence = {
		response: { status, statusText, headers: [['Content-Type', contentType], ...headers] },
		end: { kind: end, message: endMessage },
		meanings,
		message,
		bodyBytes: bytes.length,
		restBytes: last.rest.length,
		bodyText: new TextDecoder().decode(bytes.subarray(0, 65_536)),
		restText: new TextDecoder().decode(last.rest),
		protocol: recognise(frames, new TextDecoder().decode(bytes), contentType),
		...rest,
	};
	return { frames, meanings, message, evidence, outcome: judge(evidence) };
}

export function messageOf(meanings: readonly Meaning[]) {
	const message = createMessage();
	for (const meaning of meanings) addChunk(message, meaning);
	return message;
}

/** A frame as the decoder makes it, from its fields; the first of its body. */
export function frameOf(fields: FrameFields | string): Frame {
	const [frame] = createFrameDecoder().push(
		encodeFrame(typeof fields === 'string' ? { data: fields } : fields)
	);
	return frame!;
}

/** One body of a chat stream, from the JSON of its chunks. */
export function bodyOf(...data: readonly (string | object)[]): string {
	return data
		.map((one) => `data: ${typeof one === 'string' ? one : JSON.stringify(one)}\n\n`)
		.join('');
}

/** A chunk with one choice, the way the guide shows it. */
export function chunkOf(delta: object, finish: string | null = null, index = 0) {
	return {
		id: 'chatcmpl-123',
		object: 'chat.completion.chunk',
		created: 1_234_567_890,
		model: 'vllm-primary',
		choices: [{ index, delta, finish_reason: finish }],
	};
}
