/**
 * The built site and the demo API on one origin, for `npm start`; the demo API alone inside Astro's dev server, for
 * `npm run dev`. This file and the folder `node/` are all that touches `node:*`.
 *
 * In      `PORT` (4321 unless given); `BASE_PATH`, as the site was built with; `HOST`, names to answer to beyond
 *         those of the loopback; and the built site: `dist/`, or the folder named as
 *         argument.
 * Out     HTTP on the loopback addresses. A request for another name is refused (421).
 * Units   milliseconds.
 * Errors  `StartError`, with a sentence for the terminal: port taken or not a port, no path, no built site.
 */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { addressOf, readBasePath } from '../address.ts';
import { isServedHost, readHosts, refuseHost } from './hosts.ts';
import { createDemoHandler, isDemoPath, type DemoHandler } from './index.ts';
import { answer, createListener, createTakeTurn } from './node/listener.ts';
import { closeServer, listenOnLoopback, portOf, StartError } from './node/loopback.ts';
import { createSite } from './node/static-site.ts';

export { createHandlerListener } from './node/listener.ts';
export { StartError } from './node/loopback.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const DEFAULT_PORT = 4321;

export interface SiteServer {
	readonly port: number;
	/** Ends at once, open streams included. */
	close(): Promise<void>;
}

export interface SiteOptions {
	/** 0 for any free one. */
	port?: number;
	dist?: string;
	/** The path that the site was built for, `/docs`. The demo API stays at the root. */
	base?: string;
	handler?: DemoHandler;
	/** Names to answer to, beyond those of the loopback. */
	hosts?: readonly string[];
	/** A request whose head and body have not come by then is answered 408 and closed. */
	requestTimeoutMs?: number;
}

export async function startSite({
	port = DEFAULT_PORT,
	dist = DIST,
	base = '',
	handler = createDemoHandler(),
	hosts = [],
	requestTimeoutMs = 30_000,
}: SiteOptions = {}): Promise<SiteServer> {
	if (!existsSync(join(dist, 'index.html'))) {
		throw new StartError(`There is no built site in ${dist}. Run \`npm run build\` first.`);
	}
	const site = createSite(dist, base);
	const takeTurn = createTakeTurn();
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
				const takeTurn = createTakeTurn();
				let loaded: { create: typeof createDemoHandler; handler: DemoHandler } | undefined;
				const listener = createListener(async (request, { outgoing }) => {
					const fresh = await server.ssrLoadModule(new URL('index.ts', import.meta.url).pathname);
					// Vite gives what it has loaded no types.
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

export function readPort(text: string | undefined): number {
	if (text === undefined || text === '') return DEFAULT_PORT;
	const port = Number(text);
	if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
	throw new StartError(
		`PORT is "${text}", which is not a port. Give a whole number from 1 to 65535: PORT=4322 npm start`
	);
}

function readBase(text: string | undefined): string {
	const base = readBasePath(text);
	if ('value' in base) return base.value;
	throw new StartError(base.problem);
}

/** Whether the port of `npm start` is one, and free. */
export async function checkPort(text: string | undefined): Promise<void> {
	const servers = await listenOnLoopback(readPort(text), () => createServer());
	await Promise.all(servers.map(closeServer));
}

async function main() {
	try {
		const base = readBase(process.env['BASE_PATH']);
		const server = await startSite({
			port: readPort(process.env['PORT']),
			dist: process.argv[2] ?? DIST,
			base,
			hosts: readHosts(process.env['HOST']),
		});
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.once(signal, () => void server.close());
		}
		console.log(`Site      http://localhost:${server.port}${addressOf('/', base)}`);
		console.log(`Demo API  http://localhost:${server.port}/v1  (any key, or none)`);
		console.log('Ctrl-C ends it.');
	} catch (error) {
		if (!(error instanceof StartError)) throw error;
		console.error(error.message);
		process.exitCode = 1;
	}
}

if (import.meta.main) await main();
