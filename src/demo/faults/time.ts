/** Silences. What a client does in them is its own choice of limit; none is a choice, too. */
import { fault } from './fault.ts';
import { onBody, strike } from './steps.ts';

const AFTER = { what: 'Frames before the silence', default: 20, least: 0, most: 10_000 };

export const time = [
	fault({
		name: 'slow-head',
		what: 'The response headers arrive late.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'A gateway that waits for the first token, as LiteLLM 1.110.2 does, while the model loads or the queue is long.',
		options: {
			ms: { what: 'Milliseconds before the headers', default: 3_000, least: 0, most: 600_000 },
		},
		answer: (answer, { options }) => ({
			...answer,
			head: { ...answer.head, afterMs: answer.head.afterMs + options.ms },
		}),
	}),
	fault({
		name: 'stall',
		what: 'Midway, nothing comes for a while, and then the rest.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'A server that preempts a request to serve others, and any network that loses packets.',
		options: {
			after: AFTER,
			ms: { what: 'Milliseconds of silence', default: 5_000, least: 0, most: 600_000 },
		},
		answer: onBody((writes, { options }) =>
			strike(writes, options.after, function* (write, rest) {
				yield { ...write, afterMs: write.afterMs + options.ms };
				yield* rest;
			})
		),
	}),
	fault({
		name: 'stall-for-ever',
		what: 'Midway, the stream falls silent for good, but the connection stays open.',
		client: {
			text: 'part',
			outcome: 'stalled',
			error: 'No byte came within the client’s limit.',
		},
		seen: 'A half-open connection. openai-node waits forever: its timeout ends at the headers.',
		options: { after: AFTER },
		answer: onBody((writes, { options }) =>
			strike(writes, options.after, () => [{ afterMs: 0, end: 'hold' }])
		),
	}),
];
