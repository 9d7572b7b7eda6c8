/** Answers Node's HTTP requests with a handler that takes a `Request` and gives a `Response`. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { DemoHandler } from '../index.ts';
import { createTurns, type TakeTurn } from '../turns.ts';

/** A write takes some 50 µs, so what else waits on the event loop waits for less than a millisecond. */
const WRITES_PER_TURN = 8;

export const createTakeTurn = (): TakeTurn => createTurns(WRITES_PER_TURN, setImmediate);

type Fetch = (
	request: Request,
	node: { incoming: IncomingMessage; outgoing: ServerResponse }
) => Response | Promise<Response>;

/** A handler alone, answered over HTTP as the site answers for the demo API. */
export function createHandlerListener(handler: DemoHandler): RequestListener {
	const takeTurn = createTakeTurn();
	return createListener((request, { outgoing }) => answer(handler, request, outgoing, takeTurn));
}

export function createListener(fetch: Fetch) {
	return getRequestListener(
		async (request, node) => {
			// The adapter's type covers HTTP/2; this server speaks HTTP/1.1.
			const { incoming, outgoing } = node as {
				incoming: IncomingMessage;
				outgoing: ServerResponse;
			};
			try {
				return await fetch(request, { incoming, outgoing });
			} catch (error) {
				// What is thrown here nobody expected. The adapter would answer 500 and say nothing, or
				// complain of the head that it cannot send a second time.
				console.error(error);
				return outgoing.headersSent ? RESPONSE_ALREADY_SENT : new Response(null, { status: 500 });
			}
		},
		// Otherwise it puts its own `Request` and `Response` in place of the global ones.
		{ overrideGlobalObjects: false }
	);
}

/**
 * Writes an answer to the socket itself. A body that fails must break the connection, after all that
 * came before it and without the mark that ends a chunked body; the adapter would add an error text.
 */
export async function answer(
	handler: DemoHandler,
	request: Request,
	outgoing: ServerResponse,
	takeTurn: TakeTurn
) {
	let response: Response;
	try {
		await takeTurn();
		response = await handler(request);
	} catch (error) {
		if (!request.signal.aborted && !isConnectionCut(error)) throw error;
		outgoing.socket?.destroySoon();
		return RESPONSE_ALREADY_SENT;
	}
	outgoing.writeHead(response.status, Object.fromEntries(response.headers));
	// A client measures the head apart from the first byte. When it goes, the adapter aborts
	// `request.signal`, and that fails the body.
	outgoing.flushHeaders();
	const reader = response.body?.getReader();
	try {
		for (;;) {
			const { done, value } = (await reader?.read()) ?? { done: true };
			if (done) break;
			// Without a wait between its steps an answer would never come back to the event loop.
			await takeTurn();
			if (outgoing.destroyed) {
				await reader?.cancel();
				return RESPONSE_ALREADY_SENT;
			}
			if (!outgoing.write(value)) await drained(outgoing);
		}
		outgoing.end();
	} catch (error) {
		outgoing.socket?.destroySoon();
		if (!request.signal.aborted && !isConnectionCut(error)) throw error;
	}
	return RESPONSE_ALREADY_SENT;
}

function isConnectionCut(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'connection-cut';
}

/** Until the client has taken what was written, or has gone. */
function drained(outgoing: ServerResponse): Promise<void> {
	return new Promise((resolve) => {
		const end = () => {
			outgoing.off('drain', end).off('close', end);
			resolve();
		};
		outgoing.on('drain', end).on('close', end);
	});
}
