/**
 * The built site for one worker's flows, with what a host or a browser may do to it, and the demo API as the
 * reader's own endpoint.
 */
import { createDemoHandler } from '../../src/demo/index.ts';
import { createHandlerListener } from '../../src/demo/node.ts';
import { createSite } from '../../src/demo/node/static-site.ts';
import { listen, type Loopback } from '../support/loopback.ts';
import { dist } from '../support/site.ts';

export interface Site extends Loopback {
	/** Paths that are answered 503 from now on. */
	lost: RegExp | undefined;
}

export interface Endpoint extends Loopback {
	/** The heads of all requests, in order. */
	readonly asked: readonly Headers[];
}

/** A page under it is denied its storage, as by a browser that blocks cookies. */
const DENIED = '/denied';

export async function serveSite(): Promise<Site> {
	const app = createSite(dist);
	const site: Pick<Site, 'lost'> = { lost: undefined };
	const server = await listen(
		createHandlerListener(async (request) => {
			const url = new URL(request.url);
			if (site.lost?.test(url.pathname)) return new Response(null, { status: 503 });
			const isDenied = url.pathname.startsWith(`${DENIED}/`);
			if (isDenied) url.pathname = url.pathname.slice(DENIED.length);
			const response = await app.fetch(new Request(url, request));
			// A page without an origin of its own asks for its scripts from outside.
			response.headers.set('access-control-allow-origin', '*');
			// Such a page has no storage: each use of it throws a SecurityError, in every engine.
			if (isDenied) {
				response.headers.append('content-security-policy', 'sandbox allow-scripts allow-forms');
			}
			return response;
		})
	);
	return Object.assign(site, server);
}

export async function serveEndpoint(): Promise<Endpoint> {
	const demo = createDemoHandler();
	const asked: Headers[] = [];
	const server = await listen(
		createHandlerListener((request) => {
			asked.push(request.headers);
			return demo(request);
		})
	);
	return { ...server, asked };
}
