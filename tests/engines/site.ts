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
const SANDBOX = 'sandbox allow-scripts allow-forms';

export async function serveSite(): Promise<Site> {
	const app = createSite(dist);
	const site: Pick<Site, 'lost'> = { lost: undefined };
	const server = await listen(
		createHandlerListener(async (request) => {
			const url = new URL(request.url);
			if (site.lost?.test(url.pathname)) return new Response(null, { status: 503 });
			const isDenied = url.pathname.startsWith(`${DENIED}/`);
			if (isDenied) return denied(app, url);
			const response = await app.fetch(request);
			// A page without an origin of its own asks for its scripts from outside.
			response.headers.set('access-control-allow-origin', '*');
			return response;
		})
	);
	return Object.assign(site, server);
}

/** A page without an origin: each use of storage throws a SecurityError, in every engine. */
async function denied(app: ReturnType<typeof createSite>, url: URL): Promise<Response> {
	const page = await app.fetch(new Request(new URL(url.pathname.slice(DENIED.length), url)));
	// For WebKit, no address is a part of such a page's 'self'.
	const html = (await page.text()).replaceAll("'self'", url.origin);
	const headers = { 'content-type': 'text/html', 'content-security-policy': SANDBOX };
	return new Response(html, { headers });
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
