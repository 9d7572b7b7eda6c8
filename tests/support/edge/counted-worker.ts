/**
 * The worker of `src/demo/`, and `GET /timers`: how many timers it has set and how many of those are pending.
 * Runs inside the runtimes.
 */
import worker from '../../../src/demo/worker.ts';

const { setTimeout: start, clearTimeout: stop } = globalThis;
const pending = new Set<unknown>();
let set = 0;

Object.assign(globalThis, {
	setTimeout: (callback: () => void, ms: number) => {
		const timer = start(() => {
			pending.delete(timer);
			callback();
		}, ms);
		pending.add(timer);
		set++;
		return timer;
	},
	clearTimeout: (timer: NodeJS.Timeout) => {
		pending.delete(timer);
		stop(timer);
	},
});

export default {
	// Bun reads these: without them it would listen to every network.
	hostname: '127.0.0.1',
	port: 0,

	fetch(request: Request): Response | Promise<Response> {
		return new URL(request.url).pathname === '/timers'
			? Response.json({ set, pending: pending.size })
			: worker.fetch(request);
	},
};
