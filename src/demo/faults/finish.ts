/**
 * Finish reasons, end marks and last words that mislead: what comes last is not always the end, and what looks
 * like an end is not always the last.
 */
import type { TimedChunk } from '../chunks.ts';
import type { Write } from '../answer.ts';
import { page } from './answers.ts';
import {
	bringsAnswer,
	change,
	choiceOf,
	deltaLike,
	mapChoices,
	withFinishReason,
} from './chunk-steps.ts';
import { ALL_PROTOCOLS, fault } from './fault.ts';
import { strike } from './steps.ts';

const AFTER = { what: 'Complete frames before it', default: 20, least: 1, most: 10_000 };
const WHOLE = { text: 'whole', outcome: 'complete' } as const;
const encoder = new TextEncoder();

export const finish = [
	fault({
		name: 'finish-early',
		what: 'The finish reason `stop` comes with the first chunk, and again at the end.',
		client: WHOLE,
		seen: 'Gateways that fill in the field themselves (reported). A client that stops at the first one has no text.',
		*chunks(chunks) {
			for (const step of chunks) yield finishedAtStart(step);
		},
	}),
	fault({
		name: 'finish-early-cut',
		what: 'The finish reason `stop` comes with the first chunk, and the body ends midway without another.',
		client: {
			text: 'part',
			outcome: 'truncated',
			error:
				'The answer is cut off: text came after the finish reason, so that reason does not count.',
		},
		seen: 'The same gateways, when the server behind them fails. A client that keeps the first finish reason takes the answer for complete.',
		options: { after: AFTER },
		*chunks(chunks, { options }) {
			// In a short answer, too, text comes after it, and no other.
			let text = 0;
			for (const step of chunks) {
				if (choiceOf(step)?.finish_reason || step.chunk === '[DONE]' || text >= options.after)
					return;
				if (bringsAnswer(step)) text++;
				yield finishedAtStart(step);
			}
		},
	}),
	fault({
		name: 'finish-failed',
		what: 'After some text, a finish reason comes that means failure, then `[DONE]`.',
		client: {
			text: 'part',
			outcome: 'api-error',
			error: 'The answer failed, and its finish reason.',
		},
		seen: 'Zhipu `network_error`, DeepSeek `insufficient_system_resource` (documented). The stream itself is valid.',
		options: {
			after: AFTER,
			reason: {
				what: 'The finish reason',
				default: 'network_error',
				words: ['network_error', 'insufficient_system_resource'],
			},
		},
		*chunks(chunks, { options }) {
			let count = 0;
			for (const step of chunks) {
				const isText = bringsAnswer(step);
				// The rest of the text never comes; what ends the stream does.
				if (!isText || count < options.after) yield withFinishReason(step, options.reason);
				if (isText) count++;
			}
		},
	}),
	fault({
		name: 'empty-stop',
		protocols: ALL_PROTOCOLS,
		what: 'No text comes at all, and the stream ends normally with `stop` and `[DONE]`.',
		client: { text: 'none', outcome: 'complete', error: 'The answer is empty: no text came.' },
		seen: 'LiteLLM 1.110.2 in front of a web page or an empty body.',
		*chunks(chunks) {
			for (const step of chunks) {
				const choice = choiceOf(step);
				if (!choice || choice.delta?.role || choice.finish_reason) yield step;
			}
		},
	}),
	fault({
		name: 'limit-in-reasoning',
		protocols: ALL_PROTOCOLS,
		what: 'Reasoning uses up the limit: the finish reason is `length`, and no text comes.',
		client: {
			text: 'none',
			outcome: 'complete',
			error: 'No text came: reasoning used up the limit. Raise `max_tokens`.',
		},
		seen: 'vLLM 0.32 with a reasoning model.',
		options: { after: AFTER },
		*chunks(chunks, { options }) {
			let count = 0;
			for (const step of chunks) {
				const choice = choiceOf(step);
				const thought = choice?.delta?.content;
				if (!choice || !thought) yield withFinishReason(step, 'length');
				else if (count++ < options.after) {
					yield deltaLike(step, choice.index, { reasoning: thought });
				}
			}
		},
	}),
	fault({
		name: 'finish-with-text',
		what: 'The last piece of text and the finish reason come in one chunk.',
		client: WHOLE,
		seen: 'vLLM 0.32 at a stop sequence. A client that stops at the finish reason before it reads the text loses that piece.',
		*chunks(chunks) {
			const held = new Map<number, TimedChunk>();
			for (const step of chunks) {
				const choice = choiceOf(step);
				const before = choice && held.get(choice.index);
				if (choice?.finish_reason && before) {
					yield change(before, (chunk) =>
						mapChoices(chunk, (one) => ({ ...one, finish_reason: choice.finish_reason ?? null }))
					);
					continue;
				}
				if (before) yield before;
				if (choice?.delta?.content) held.set(choice.index, step);
				else yield step;
			}
		},
	}),
	fault({
		name: 'keep-alives-late',
		protocols: ALL_PROTOCOLS,
		what: 'Keep-alives come after the finish reason: a comment, then an event with data.',
		client: WHOLE,
		seen: 'Gateways (reported). The finish reason has come, so nothing of the answer can be missing.',
		*lines(writes) {
			let isLate = false;
			for (const write of writes) {
				if (write.isClosing && isLate) {
					yield { afterMs: 0, bytes: encoder.encode(': ping\n\n') };
					yield { afterMs: 0, bytes: encoder.encode('event: ping\ndata: {"type":"ping"}\n\n') };
				}
				isLate ||= Boolean(write.isClosing);
				yield write;
			}
		},
	}),
	fault({
		name: 'done-tail',
		what: 'Something follows `[DONE]` on the same line.',
		client: WHOLE,
		seen: 'Some servers (reported). openai-python takes it for the end; openai-node raises SyntaxError.',
		lines: (writes) => mapDone(writes, '[DONE] bye'),
	}),
	fault({
		name: 'page-midway',
		protocols: ALL_PROTOCOLS,
		what: 'After some good frames, a web page or a plain-text error comes, and the body ends.',
		client: {
			text: 'part',
			outcome: 'truncated',
			error: 'The answer is cut off, and what came instead: a proxy’s page or message.',
		},
		seen: 'Proxies that write their own error into a stream that has already begun (reported).',
		options: {
			after: AFTER,
			as: { what: 'What comes', default: 'page', words: ['page', 'text'] },
		},
		lines: (writes, { options }) =>
			strike(writes, options.after, function* ({ afterMs }) {
				yield { afterMs, bytes: encoder.encode(STRAY[options.as]) };
			}),
	}),
];

const STRAY = {
	page: page('502 Bad Gateway'),
	text: 'upstream connect error or disconnect/reset before headers. reset reason: connection termination\n',
} as const;

/** `stop` in the chunk of the role. */
function finishedAtStart(step: TimedChunk): TimedChunk {
	if (!choiceOf(step)?.delta?.role) return step;
	return change(step, (chunk) =>
		mapChoices(chunk, (choice) => ({ ...choice, finish_reason: 'stop' }))
	);
}

function* mapDone(writes: Iterable<Write>, mark: string): Generator<Write> {
	const done = 'data: [DONE]\n\n';
	for (const write of writes) {
		const isDone = 'bytes' in write && new TextDecoder().decode(write.bytes) === done;
		yield isDone ? { ...write, bytes: encoder.encode(done.replace('[DONE]', mark)) } : write;
	}
}
