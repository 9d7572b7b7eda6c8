/**
 * Stops a program in the middle of an answer, as its reader would, and counts what the demo API makes after that.
 *
 * Out     both sides of the connection: their frames with text, and their times from the request on.
 */
import type { Stop } from '../../src/components/stops.ts';
import { createDemoHandler } from '../../src/demo/index.ts';
import { createFrameDecoder } from '../../src/sse/index.ts';
import { serveHandler } from '../support/loopback.ts';

/** When Stop is pressed: about a third of the answer. */
const STOP_AT_FRAMES = 20;

export type Measured = Pick<Stop, 'client' | 'server' | 'after'>;

/** What has been started, and will be stopped once. */
export interface Running {
	/** The text that its reader has seen. */
	text(): string;
	/** Where it stops by itself: resolves when it has. Otherwise it is stopped. */
	readonly leaves?: Promise<void>;
	stop?(): void;
	close(): Promise<unknown>;
}

/** @param start Sends one request to the base URL, for a story. */
export async function measureStop(start: (baseURL: string) => Promise<Running>): Promise<Measured> {
	const made: { readonly text: string; readonly ms: number }[] = [];
	const [third, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
	const demo = createDemoHandler({ pace: 1 });
	let startedAt = 0;
	const clock = () => Math.round(performance.now() - startedAt);

	async function* counted(body: AsyncIterable<Uint8Array>) {
		const decoder = createFrameDecoder();
		try {
			for await (const bytes of body) {
				for (const { data } of decoder.push(bytes)) {
					const text = textOf(data);
					if (text !== '') made.push({ text, ms: clock() });
				}
				if (made.length >= STOP_AT_FRAMES) third.resolve();
				yield bytes;
			}
		} finally {
			over.resolve();
		}
	}

	const server = await serveHandler(async (request) => {
		startedAt = performance.now();
		const response = await demo(request);
		return new Response(streamOf(counted(response.body!)), response);
	});
	const running = await start(`${server.origin}/v1`);
	await (running.leaves ?? third.promise);
	const stoppedAt = clock();
	running.stop?.();
	await over.promise;
	const endedAt = clock();
	await running.close();
	await server.close();

	const texts = made.map(({ text }) => text);
	return {
		client: { frames: framesIn(running.text(), texts), ms: stoppedAt },
		server: { frames: made.length, ms: endedAt },
		after: made.filter(({ ms }) => ms > stoppedAt).length,
	};
}

/** As `ReadableStream.from()`, which the types of a browser lack. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
	return new ReadableStream({
		async pull(controller) {
			const { done, value } = await pieces.next();
			if (done) controller.close();
			else controller.enqueue(value);
		},
		cancel: () => void pieces.return(undefined),
	});
}

function textOf(data = ''): string {
	if (!data.startsWith('{')) return '';
	// The demo's own chunks.
	const { choices } = JSON.parse(data) as { choices: { delta: { content?: string } }[] };
	return choices[0]?.delta.content ?? '';
}

/** How many frames a text is made of; undefined where the program does not show the text as it comes. */
function framesIn(text: string, texts: readonly string[]): number | undefined {
	const whole = texts.join('');
	const shown = text.trimEnd();
	if (shown === '' || !whole.startsWith(shown)) return undefined;
	let length = 0;
	return texts.findIndex((piece) => (length += piece.length) >= shown.length) + 1;
}
