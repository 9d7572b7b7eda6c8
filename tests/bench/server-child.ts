/**
 * The server that `server.bench.ts` measures, in a process of its own: `src/demo/node.ts` as `npm start`
 * runs it, and one address more, which sends for as long as it is let.
 *
 * In      the folder to serve as argument; over IPC, any message asks for a sample.
 * Out     over IPC, the port once, then a `Sample` for each message.
 */
import { setImmediate } from 'node:timers/promises';
import { createDemoHandler } from '../../src/demo/index.ts';
import { startSite } from '../../src/demo/node.ts';

export const ENDLESS = '/v1/endless';

export interface Sample {
	/** After a collection: what is held, in bytes. */
	readonly heap: number;
	readonly buffers: number;
	/** Timers that would keep the process running. */
	readonly timers: number;
	readonly sockets: number;
	/** Bytes that have been made for `ENDLESS` so far. */
	readonly made: number;
}

if (import.meta.main) {
	let made = 0;
	const endless = () =>
		new ReadableStream(
			{
				pull(controller) {
					made += 65_536;
					controller.enqueue(new Uint8Array(65_536));
				},
			},
			{ highWaterMark: 0 }
		);
	const demo = createDemoHandler();
	const { port } = await startSite({
		port: 0,
		dist: process.argv[2] ?? '',
		handler: async (request) =>
			request.url.endsWith(ENDLESS) ? new Response(endless()) : demo(request),
	});

	async function sample(): Promise<Sample> {
		// What is registered for finalization goes with the second; its clean-up runs between the two.
		for (let i = 0; i < 2; i++) {
			globalThis.gc?.();
			await setImmediate();
		}
		const { heapUsed, arrayBuffers } = process.memoryUsage();
		const resources = process.getActiveResourcesInfo();
		const count = (kind: string) => resources.filter((name) => name === kind).length;
		return {
			heap: heapUsed,
			buffers: arrayBuffers,
			timers: count('Timeout'),
			sockets: count('TCPSocketWrap'),
			made,
		};
	}

	process.on('message', async () => process.send?.(await sample()));
	process.on('disconnect', () => process.exit());
	process.send?.(port);
}
