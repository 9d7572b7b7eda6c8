/**
 * A client, a gateway and a model's server in one page: what each has done by the time a reader presses Stop, and after.
 * The server is the demo API, which makes a frame when one is asked for. The gateway asks, and goes on asking for
 * nobody if it does not pass the close on.
 */
import { createFrameDecoder } from '../../../sse/index.ts';

/** One side of the connection. */
export interface Side {
	readonly frames: number;
	/** From the request to its last frame, or to the moment it stopped. */
	readonly ms: number;
	readonly isOver: boolean;
}

export interface StopView {
	readonly client: Side;
	readonly server: Side;
	readonly isStopped: boolean;
}

interface Options {
	/** The server's. */
	readonly fetch: typeof fetch;
	readonly clock: { now(): number };
	/** Whether the gateway tells the server that the client has gone. */
	readonly passesOn: boolean;
	/** The reader's Stop. */
	readonly stop: AbortSignal;
	readonly show: (view: StopView) => void;
}

const NEW: Side = { frames: 0, ms: 0, isOver: false };
export const notRun: StopView = { client: NEW, server: NEW, isStopped: false };

const REQUEST = {
	model: 'vllm-primary',
	messages: [{ role: 'user', content: 'Tell me a story' }],
	stream: true,
};

/** Resolves when the last of the two sides is over. */
export async function runStopLab({ fetch, clock, passesOn, stop, show }: Options): Promise<void> {
	const startedAt = clock.now();
	let view = notRun;
	const change = (sides: Partial<StopView>) => show((view = { ...view, ...sides }));
	const after = (side: Side, frames: number): Side => ({
		frames: side.frames + frames,
		ms: clock.now() - startedAt,
		isOver: false,
	});
	const ended = (side: Side): Side =>
		side.isOver ? side : { ...side, ms: clock.now() - startedAt, isOver: true };

	change({});
	const response = await fetch('https://demo.invalid/v1/chat/completions', {
		method: 'POST',
		body: JSON.stringify(REQUEST),
	});
	const reader = response.body?.getReader();
	const onStop = () => {
		change({ client: ended(view.client), isStopped: true });
		if (passesOn) void reader?.cancel();
	};
	if (stop.aborted) onStop();
	stop.addEventListener('abort', onStop);
	const decoder = createFrameDecoder();
	for (;;) {
		const read = await reader?.read();
		if (!read || read.done) break;
		const frames = decoder.push(read.value).length;
		const { client } = view;
		change({
			server: after(view.server, frames),
			client: client.isOver ? client : after(client, frames),
		});
	}
	stop.removeEventListener('abort', onStop);
	change({ client: ended(view.client), server: ended(view.server) });
}

/** What there is to learn from a run that is over; empty until then. */
export function lessonOf({ client, server, isStopped }: StopView): string {
	if (!server.isOver) return '';
	if (!isStopped) return 'The answer was over before Stop was pressed. Run it again.';
	const wasted = server.frames - client.frames;
	return wasted === 0
		? `The server made nothing more after Stop. Both have ${client.frames} frames.`
		: `The server made ${wasted} more frames after Stop, for nobody.`;
}
