/** A `fetch` that answers every request with the recorded response, with the same reads and the same end. */
import type { Task } from './messages.ts';

type Recorded = Pick<Task, 'response' | 'reads' | 'end'>;

const BODILESS = new Set([204, 205, 304]);

export function createRecordedFetch({ response, reads, end }: Recorded): typeof fetch {
	const silence = new Promise<never>(() => {});
	const broken = () => new TypeError(end?.message ?? 'The recorded connection broke here.');
	const isBroken = end?.kind === 'failed' || end?.kind === 'blocked';
	return async (_input, init) => {
		const signal = init?.signal;
		signal?.throwIfAborted();
		if (response === undefined && reads.length === 0) {
			if (isBroken) throw broken();
			return silence;
		}
		let next = 0;
		const body: UnderlyingDefaultSource<Uint8Array<ArrayBuffer>> = {
			start(controller) {
				signal?.addEventListener('abort', () => controller.error(signal.reason));
			},
			async pull(controller) {
				const read = reads[next++];
				if (read !== undefined) controller.enqueue(Uint8Array.from(read));
				else if (end?.kind === 'closed') controller.close();
				else if (isBroken) throw broken();
				else await silence;
			},
		};
		const isBodiless = BODILESS.has(response?.status ?? 200);
		return new Response(
			isBodiless ? null : new ReadableStream(body, { highWaterMark: 0 }),
			response
		);
	};
}
