/**
 * The built site and the demo API on one origin, for `npm start`; the demo API alone inside Astro's
 * writer's server, for `npm run dev`. The only file here that touches `node:*`.
 *
 * In      `PORT` (4321 unless given); `HOST`, names to answer to beyond those of the loopback; and the built
 *         site: `dist/`, or the folder named as argument.
 * Out     HTTP on the loopback addresses of both families, so that a client reaches `localhost`
 *         whichever of them it tries first, and no other machine reaches anything. A request for another
 *         name is refused (421).
 * Units   milliseconds.
 * Errors  `StartError`, with a sentence for the terminal: port taken or not a port, no built site.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import {
	createServer,
	type IncomingMessage,
	type RequestListener,
	type Server,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setImmediate } from 'node:timers';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { AstroIntegration } from 'astro';
import { Hono } from 'hono/tiny';
import { headersFor } from '../build/hosting/headers.ts';
import { isServedHost, readHosts, refuseHost } from './hosts.ts';
import { createDemoHandler, isDemoPath, type DemoHandler } from './index.ts';
import { isSingleRange } from './ranges.ts';
import { createTurns, type TakeTurn } from './turns.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const DEFAULT_PORT = 4321;
/** A write takes some 50 µs, so what else waits on the event loop waits for less than a millisecond. */
const WRITES_PER_TURN = 8;

export class StartError extends Error {
	override readonly name = 'StartError';
}

export interface SiteServer {
	readonly port: number;
	/** Ends at once, open streams included. */
	close(): Promise<void>;
}

export interface SiteOptions {
	/** 0 for any free one. */
	port?: number;
	dist?: string;
	handler?: DemoHandler;
	/** Names to answer to, beyond those of the loopback. */
	hosts?: readonly string[];
	/** A request whose head and body have not come by then is answered 408 and closed. */
	requestTimeoutMs?: number;
}

export async function startSite({
	port = DEFAULT_PORT,
	dist = DIST,
	handler = createDemoHandler(),
	hosts = [],
	requestTimeoutMs = 30_000,
}: SiteOptions = {}): Promise<SiteServer> {
	if (!existsSync(join(dist, 'index.html'))) {
		throw new StartError(`There is no built site in ${dist}. Run \`npm run build\` first.`);
	}
	const site = createSite(dist);
	const takeTurn = createTurns(WRITES_PER_TURN, setImmediate);
	const listener = createListener((request, { incoming, outgoing }) => {
		const { host } = incoming.headers;
		if (host !== undefined && !isServedHost(host, hosts)) return refuseHost(host);
		return isDemoPath(new URL(request.url).pathname)
			? answer(handler, request, outgoing, takeTurn)
			: site.fetch(request);
	});
	const servers = await listenOnLoopback(port, () =>
		createServer(
			{
				requestTimeout: requestTimeoutMs,
				headersTimeout: requestTimeoutMs,
				connectionsCheckingInterval: Math.min(requestTimeoutMs, 5_000),
			},
			listener
		)
	);
	return {
		port: portOf(servers[0]),
		close: async () => {
			await Promise.all(servers.map(closeServer));
		},
	};
}

/** Answers the demo API's paths inside `astro dev`, in the code as it is after the last change. */
export function demoApi(): AstroIntegration {
	return {
		name: 'demo-api',
		hooks: {
			'astro:server:setup': ({ server }) => {
				const takeTurn = createTurns(WRITES_PER_TURN, setImmediate);
				let loaded: { create: typeof createDemoHandler; handler: DemoHandler } | undefined;
				const listener = createListener(async (request, { outgoing }) => {
					const fresh = await server.ssrLoadModule(new URL('index.ts', import.meta.url).pathname);
					const create = fresh['createDemoHandler'] as typeof createDemoHandler;
					// Kept while the code is the same: a handler may count what it has answered.
					if (loaded?.create !== create) loaded = { create, handler: create() };
					return answer(loaded.handler, request, outgoing, takeTurn);
				});
				server.middlewares.use((incoming, outgoing, next) => {
					const path = (incoming.originalUrl ?? incoming.url ?? '/').split('?', 1)[0] ?? '/';
					if (isDemoPath(path)) void listener(incoming, outgoing);
					else next();
				});
			},
		},
	};
}

type Fetch = (
	request: Request,
	node: { incoming: IncomingMessage; outgoing: ServerResponse }
) => Response | Promise<Response>;

/** A handler alone, answered over HTTP as the site answers for the demo API. */
export function createHandlerListener(handler: DemoHandler): RequestListener {
	const takeTurn = createTurns(WRITES_PER_TURN, setImmediate);
	return createListener((request, { outgoing }) => answer(handler, request, outgoing, takeTurn));
}

function createListener(fetch: Fetch) {
	return getRequestListener(
		async (request, node) => {
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
async function answer(
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

function createSite(dist: string) {
	const app = new Hono();
	app.use(async (context, next) => {
		await next();
		const { headers, ok } = context.res;
		const wanted = headersFor(context.req.path, { isFound: ok });
		for (const [name, value] of Object.entries(wanted)) headers.set(name, value);
	});
	app.use(async (context, next) => {
		const { headers, method, url } = context.req.raw;
		if (headers.has('range') && !isSingleRange(headers)) {
			const others = [...headers].filter(([name]) => name !== 'range');
			context.req.raw = new Request(url, { method, headers: others });
		}
		await next();
	});
	app.use(async (context, next) => {
		// As static hosts do, so that relative links on the page hold.
		const { path } = context.req;
		const isFolder = /^(?:\/[\w-]+)+$/.test(path) && existsSync(join(dist, path, 'index.html'));
		return isFolder && statSync(join(dist, path)).isDirectory()
			? context.redirect(`${path}/`, 301)
			: next();
	});
	app.use(async (context, next) => {
		await next();
		// The pages as Markdown: a type that the static server does not know.
		if (!context.req.path.endsWith('.md') || !context.res.ok) return;
		context.res.headers.set('content-type', 'text/markdown; charset=utf-8');
	});
	app.use(serveStatic({ root: dist }));
	app.notFound((context) => {
		const page = join(dist, '404.html');
		return existsSync(page)
			? context.html(readFileSync(page, 'utf8'), 404)
			: context.text('There is no such page.', 404);
	});
	return app;
}

async function listenOnLoopback(
	port: number,
	create: () => Server
): Promise<[Server, ...Server[]]> {
	const first = await listen(create(), port, '127.0.0.1');
	try {
		return [first, await listen(create(), portOf(first), '::1')];
	} catch (error) {
		// A machine without IPv6 has no `::1`, and none of its clients will look there.
		if (error instanceof StartError) {
			await closeServer(first);
			if (port === 0) return listenOnLoopback(port, create);
			throw error;
		}
		return [first];
	}
}

function listen(server: Server, port: number, host: string): Promise<Server> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)));
		server.listen({ port, host }, () => resolve(server));
	});
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
	if (error.code === 'EADDRINUSE') {
		return new StartError(
			`Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`
		);
	}
	if (error.code === 'EACCES') {
		return new StartError(
			`Port ${port} is not open to programs of this user. Choose one above 1023: PORT=4322 npm start`
		);
	}
	return error;
}

function closeServer(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

function portOf(server: Server): number {
	return (server.address() as AddressInfo).port;
}

export function readPort(text: string | undefined): number {
	if (text === undefined || text === '') return DEFAULT_PORT;
	const port = Number(text);
	if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
	throw new StartError(
		`PORT is "${text}", which is no port. Give a whole number from 1 to 65535: PORT=4322 npm start`
	);
}

async function main() {
	try {
		const server = await startSite({
			port: readPort(process.env['PORT']),
			dist: process.argv[2] ?? DIST,
			hosts: readHosts(process.env['HOST']),
		});
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.once(signal, () => void server.close());
		}
		console.log(`Site      http://localhost:${server.port}/`);
		console.log(`Demo API  http://localhost:${server.port}/v1  (any key, or none)`);
		console.log('Ctrl-C ends it.');
	} catch (error) {
		if (!(error instanceof StartError)) throw error;
		console.error(error.message);
		process.exitCode = 1;
	}
}

if (import.meta.main) await main();
