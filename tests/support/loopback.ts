/**
 * Real HTTP on loopback for tests that start programs: a web handler served, or bytes replayed.
 *
 * In      a handler from request to response, or a `Reply`: a head, reads as bytes, and an end.
 * Out     the address, what was asked, and when the client went. Ports are the system's to choose.
 */
import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { createHandlerListener } from '../../src/demo/node.ts';

export interface Loopback {
	/** `http://127.0.0.1:PORT`, without a slash. */
	readonly origin: string;
	close(): Promise<void>;
}

export interface Reply {
	readonly status?: number;
	/** `content-type` is `text/event-stream` unless given. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Each is written on its own, so that the client reads it on its own. */
	readonly reads: readonly Uint8Array[];
	/** `close`: in good order. `cut`: the socket is destroyed. `silence`: nothing more comes. */
	readonly end?: 'close' | 'cut' | 'silence';
}

export interface Asked {
	readonly method: string | undefined;
	readonly url: string | undefined;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	/** Parsed: every request of ours is JSON. */
	readonly body: unknown;
}

export interface Replay extends Loopback {
	/** Every request so far, in order, but for browsers' preflights. */
	readonly asked: readonly Asked[];
	/** Resolves when a client has gone before its reply was over. */
	readonly abandoned: Promise<void>;
}

/** As `npm start` serves the demo API: a cut is a cut, and no error. */
export async function serveHandler(
	handler: (request: Request) => Promise<Response>
): Promise<Loopback> {
	return listen(createHandlerListener(handler));
}

export async function serveReply(reply: Reply): Promise<Replay> {
	const asked: Asked[] = [];
	const abandoned = Promise.withResolvers<void>();
	const server = await listen(async (request, response) => {
		// Pages of any origin may ask: browsers want to know before they send JSON.
		response.setHeader('access-control-allow-origin', '*');
		if (request.method === 'OPTIONS') {
			response.setHeader('access-control-allow-headers', 'authorization, content-type').end();
			return;
		}
		const pieces: Buffer[] = [];
		for await (const piece of request) pieces.push(piece as Buffer);
		const { method, url, headers } = request;
		asked.push({ method, url, headers, body: JSON.parse(Buffer.concat(pieces).toString()) });
		response.on('close', () => {
			if (!response.writableFinished) abandoned.resolve();
		});
		await send(reply, response);
	});
	return { ...server, asked, abandoned: abandoned.promise };
}

async function send({ status, headers, reads, end }: Reply, response: ServerResponse) {
	response.writeHead(status ?? 200, { 'content-type': 'text/event-stream', ...headers });
	response.flushHeaders();
	for (const read of reads) {
		if (read.length > 0 && !response.write(read)) await once(response, 'drain');
		// Lets this read leave before the next: otherwise one packet may carry many.
		await setImmediate();
	}
	if (end === 'cut') response.destroy();
	else if (end !== 'silence') response.end();
}

export async function listen(listener: RequestListener): Promise<Loopback> {
	const server = createServer(listener);
	server.on('connection', (socket) => socket.setNoDelay());
	await once(server.listen(0, '127.0.0.1'), 'listening');
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
