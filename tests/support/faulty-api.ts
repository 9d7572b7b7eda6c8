/**
 * An API behind a backend: the demo, with the fault that the last message names (`fault cut;after=7`), and a few
 * answers of its own.
 *
 * Out     each request that arrived, and whether its sender has gone before the end.
 */
import { once } from 'node:events';
import { createDemoHandler } from '../../src/demo/index.ts';
import { serveHandler, type Loopback } from './loopback.ts';

export interface Arrival {
	readonly body: {
		readonly messages: readonly { readonly role: string; readonly content: string }[];
		readonly [field: string]: unknown;
	};
	readonly headers: Headers;
	/** Resolves when the sender has gone. */
	readonly gone: Promise<unknown>;
}

export interface FaultyApi extends Loopback {
	/** The last request whose last message has this content. */
	asked(content: string): Arrival | undefined;
	readonly arrivals: readonly Arrival[];
}

/** Responses by the content of the last message. Tests may add some while it runs. */
export type Answers = Record<string, () => Response>;

interface Options {
	/** How long the demo's waits are; 1 is real time. */
	readonly pace: number;
	readonly answers: Answers;
}

export async function startFaultyApi({ pace, answers }: Options): Promise<FaultyApi> {
	const arrivals: Arrival[] = [];
	const demo = createDemoHandler({ pace });

	const server = await serveHandler(async (request) => {
		// Our own backends send it.
		const body = (await request.json()) as Arrival['body'];
		const arrival = { body, headers: request.headers, gone: once(request.signal, 'abort') };
		arrivals.push(arrival);
		const content = body.messages.at(-1)?.content ?? '';
		const answer = answers[content];
		if (answer) return answer();
		const [, fault] = /^fault (\S+)/.exec(content) ?? [];
		const messages = [{ role: 'user', content: 'Tell me a story' }];
		return demo(
			new Request(`http://api.test${fault ? `/faults/${fault}` : ''}/v1/chat/completions`, {
				method: 'POST',
				body: JSON.stringify({ ...body, messages }),
				signal: request.signal,
			})
		);
	});

	return {
		...server,
		arrivals,
		asked: (content) => arrivals.findLast(({ body }) => body.messages.at(-1)?.content === content),
	};
}
