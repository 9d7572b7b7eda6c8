/**
 * How an answer may end, or break off. The finish reason tells whether it was whole; `[DONE]` and the
 * end of the body do not.
 */
import type { Write } from '../answer.ts';
import { between } from '../random.ts';
import { ALL_PROTOCOLS, fault } from './fault.ts';
import { onBody, strike } from './steps.ts';

const AFTER = { what: 'Complete frames before it', default: 20, least: 0, most: 10_000 };
const CUT = { afterMs: 0, end: 'cut' } as const;

export const ends = [
	fault({
		name: 'no-done',
		protocols: ['chat', 'messages'],
		what: 'The finish reason comes, but no `[DONE]`.',
		client: { text: 'whole', outcome: 'complete-without-done' },
		seen: 'transformers serve, always (observed).',
		*chunks(chunks) {
			for (const step of chunks) if (step.chunk !== '[DONE]') yield step;
		},
	}),
	fault({
		name: 'done-then-open',
		protocols: ALL_PROTOCOLS,
		what: '`[DONE]` comes, but the connection stays open.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'Gateways that keep the upstream connection open (opencode-copilot-chat PR #170): clients that wait for the end hang.',
		*lines(writes) {
			yield* writes;
			yield { afterMs: 0, end: 'hold' };
		},
	}),
	fault({
		name: 'no-end',
		protocols: ALL_PROTOCOLS,
		what: 'The body ends cleanly in the middle of the answer, without a finish reason or `[DONE]`.',
		client: {
			text: 'part',
			outcome: 'truncated',
			error: 'The answer is cut off: the server ended the body without a finish reason.',
		},
		seen: 'Ollama after an error midway (read). Both official SDKs take it for a complete answer.',
		options: { after: AFTER },
		lines: (writes, { options }) => strike(writes, options.after, () => []),
	}),
	fault({
		name: 'end-inside-frame',
		protocols: ALL_PROTOCOLS,
		what: 'The body ends cleanly, but in the middle of a frame.',
		client: {
			text: 'part',
			outcome: 'truncated',
			error: 'The answer is cut off: the body ended inside a frame.',
		},
		seen: 'Proxies that end their own body cleanly when the connection behind them breaks.',
		options: { after: AFTER },
		lines: (writes, { options, random }) =>
			strike(writes, options.after, function* (write) {
				yield half(write, random);
			}),
	}),
	fault({
		name: 'cut',
		what: 'The connection breaks in the middle of a frame.',
		client: {
			text: 'part',
			outcome: 'truncated',
			error: 'The connection broke, so the answer is cut off.',
		},
		seen: 'Any network: a server that is restarted, a load balancer’s time limit, a train in a tunnel.',
		breaksConnection: 'in the body',
		options: { after: AFTER },
		answer: onBody((writes, { options, random }) => breakOff(writes, options.after, random)),
	}),
	fault({
		name: 'cut-then-whole',
		what: 'The connection breaks in the middle of a frame. The same request, sent again, gets the complete answer.',
		client: {
			text: 'part',
			outcome: 'truncated',
			error:
				'The connection broke, so the answer is cut off. After a retry it is complete, and no text appears twice.',
			retries: true,
		},
		seen: 'Most breaks: the next connection works. No SDK on the board retries by itself.',
		breaksConnection: 'in the body',
		options: {
			after: AFTER,
			times: { what: 'Breaks before the complete answer', default: 1, least: 1, most: 10 },
		},
		answer: (answer, { options, attempt, random }) => {
			if (attempt() % (options.times + 1) === 0) return answer;
			return { ...answer, body: breakOff(answer.body, options.after, random) };
		},
	}),
	fault({
		name: 'cut-between-frames',
		what: 'The connection breaks just after a frame.',
		client: {
			text: 'part',
			outcome: 'truncated',
			error: 'The connection broke, so the answer is cut off.',
		},
		seen: 'As with `cut`, but nothing of the next frame had been sent.',
		breaksConnection: 'in the body',
		options: { after: AFTER },
		answer: onBody((writes, { options }) => strike(writes, options.after, () => [CUT])),
	}),
	fault({
		name: 'cut-before-first-byte',
		what: 'The headers arrive, but the connection breaks before the first byte of the body.',
		client: {
			text: 'none',
			outcome: 'truncated',
			error: 'The connection broke before the first byte.',
		},
		seen: 'A gateway whose model server dies during the request.',
		breaksConnection: 'in the body',
		answer: onBody(() => [CUT]),
	}),
	fault({
		name: 'cut-before-head',
		what: 'The connection breaks before any response.',
		client: {
			text: 'none',
			outcome: 'blocked',
			error: 'No response came.',
			retries: true,
		},
		seen: 'A server that is starting or stopping, or a keep-alive connection that it has just closed.',
		breaksConnection: 'before the head',
		answer: (answer) => ({ ...answer, head: { ...answer.head, isCut: true } }),
	}),
];

/** Breaks the connection inside the write after so many. */
function breakOff(writes: Iterable<Write>, whole: number, random: () => number) {
	return strike(writes, whole, function* (write) {
		yield half(write, random);
		yield CUT;
	});
}

/** The beginning of a write, never all of it. */
function half(write: Write, random: () => number): Write {
	if (!('bytes' in write)) return write;
	const length = between(random, 1, Math.max(1, write.bytes.length - 2));
	return { ...write, bytes: write.bytes.subarray(0, length) };
}
