/**
 * The bytes that benchmarks decode: a chat stream as vLLM behind LiteLLM sends one, made from a seed.
 *
 * Out     The body's bytes, the JSON payloads in it (`[DONE]` aside), and ways to cut it into reads.
 * Units   `events` counts payloads. 240,000 of them are 64 MB: the stream of the speed requirements.
 * Source  Shape of the chunks: `tests/fixtures/captures/`. The text is words of several scripts, so
 *         that about one delta in four needs more than one byte a character.
 */
import { createRandom } from '../support/random.ts';

export interface ChatStream {
	readonly bytes: Uint8Array<ArrayBuffer>;
	/** The data of every frame but the last, which is `[DONE]`. */
	readonly payloads: string[];
}

const WORDS = [
	'the stream of tokens reaches a reader before it ends and so the answer model server network cuts',
	'bytes anywhere in between them "quoted" C:\\temp **bold** 1,024 | . , : \n\n ```ts',
	'café straße naïve Привет мир 流式 响应 ストリーム 안녕 مرحبا 🚀 👩‍💻',
].flatMap((words) => words.split(' '));

interface Wanted {
	events: number;
	seed: number;
	/** What the text is made of, a piece a delta, first to last; words at random unless given. */
	pieces?: readonly string[];
}

export function chatStream({ events, seed, pieces }: Wanted): ChatStream {
	const random = createRandom(seed);
	const word = () => ` ${WORDS[Math.floor(random() * WORDS.length)]}`;
	const id = `chatcmpl-${hex(random, 32)}`;
	const payloads = Array.from({ length: events }, (_, position) => {
		const first = position === 0;
		const last = position === events - 1;
		const content = first || last ? '' : (pieces?.[position - 1] ?? word());
		return JSON.stringify({
			id,
			object: 'chat.completion.chunk',
			created: 1_795_337_182,
			model: 'vllm-primary',
			choices: [
				{
					index: 0,
					delta: first ? { role: 'assistant', content } : { content },
					logprobs: null,
					finish_reason: last ? 'stop' : null,
					token_ids: null,
				},
			],
			// As OpenAI pads its chunks, so that their lengths tell nothing about the text.
			obfuscation: hex(random, 8 + Math.floor(random() * 22)),
		});
	});
	const text = payloads.map((payload) => `data: ${payload}\n\n`).join('');
	return { bytes: new TextEncoder().encode(`${text}data: [DONE]\n\n`), payloads };
}

/** Copies of `bytes`, in order: `size` bytes each, or one frame each. Each has a buffer of its own, as live reads do. */
export function cutReads(bytes: Uint8Array<ArrayBuffer>, size: number | 'frame') {
	const reads: Uint8Array<ArrayBuffer>[] = [];
	for (let start = 0, end = 0; start < bytes.length; start = end) {
		end = size === 'frame' ? frameEnd(bytes, start) : Math.min(start + size, bytes.length);
		reads.push(bytes.slice(start, end));
	}
	return reads;
}

function frameEnd(bytes: Uint8Array, start: number): number {
	const LF = 0x0a;
	for (let end = start + 2; end <= bytes.length; end++) {
		if (bytes[end - 1] === LF && bytes[end - 2] === LF) return end;
	}
	return bytes.length;
}

function hex(random: () => number, length: number): string {
	return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
}
