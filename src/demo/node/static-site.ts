/**
 * The built site as a good static host serves it: headers, ETags, gzip, ranges, Markdown and the 404 page. A site that
 * was built for a path is served under it; the root then leads there.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { Hono } from 'hono/tiny';
import { getPath } from 'hono/utils/url';
import { addressOf } from '../../address.ts';
import { headersFor } from '../../build/hosting/headers.ts';
import { isSingleRange } from '../ranges.ts';

export function createSite(dist: string, base = '') {
	// From here on, paths are those of the files.
	const app = new Hono({ getPath: (request) => getPath(request).slice(base.length) });
	app.use(async (context, next) => {
		await next();
		const { headers, ok, status } = context.res;
		const wanted = headersFor(context.req.path, { isFound: ok || status === 304 });
		for (const [name, value] of Object.entries(wanted)) headers.set(name, value);
	});
	// Never the demo API's streams: they do not pass here.
	app.use(compress(), etag());
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
			? context.redirect(addressOf(`${path}/`, base), 301)
			: next();
	});
	app.use(async (context, next) => {
		await next();
		// The pages as Markdown: a type that the static server does not know.
		if (!context.req.path.endsWith('.md') || !context.res.ok) return;
		context.res.headers.set('content-type', 'text/markdown; charset=utf-8');
	});
	app.use(async (context, next) => {
		await next();
		// As nginx makes it: no file is read only to be told unchanged, and a range has the tag of the whole.
		const { headers, ok } = context.res;
		const modified = headers.get('last-modified');
		if (!ok || modified === null) return;
		const size = headers.get('content-range')?.split('/')[1] ?? headers.get('content-length');
		headers.set('ETag', `W/"${Date.parse(modified).toString(16)}-${Number(size).toString(16)}"`);
	});
	app.use(serveStatic({ root: dist }));
	app.notFound((context) => {
		const page = join(dist, '404.html');
		return existsSync(page)
			? context.html(readFileSync(page, 'utf8'), 404)
			: context.text('There is no such page.', 404);
	});
	return {
		fetch(request: Request): Response | Promise<Response> {
			const path = getPath(request);
			if (path.startsWith(`${base}/`)) return app.fetch(request);
			const headers = new Headers(headersFor(path, { isFound: false }));
			const home = addressOf('/', base);
			if (path === '/' || path === base) {
				headers.set('location', home);
				return new Response(null, { status: 302, headers });
			}
			headers.set('content-type', 'text/plain; charset=utf-8');
			return new Response(`There is no such page. The site is at ${home}\n`, {
				status: 404,
				headers,
			});
		},
	};
}
