/**
 * Any page may call the demo, which is also the default of vLLM and LiteLLM.
 *
 * Source  Fetch, "CORS protocol": `*` in `Access-Control-Allow-Headers` does not cover Authorization, so
 *         the headers are listed. https://fetch.spec.whatwg.org/#http-new-header-syntax
 */
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

const SHARED = {
	origin: '*',
	allowMethods: ['GET', 'HEAD', 'POST', 'OPTIONS'],
	// Without this a page's script cannot read them, and cannot tell how long to wait.
	exposeHeaders: [
		'retry-after',
		'x-request-id',
		'x-ratelimit-limit',
		'x-ratelimit-remaining',
		'x-ratelimit-reset',
		'x-ratelimit-window',
	],
	maxAge: 600,
};

/** Headers that the SDKs of OpenAI and Anthropic for JavaScript send from a browser. */
const stainless = [
	'arch',
	'async',
	'custom-poll-interval',
	'helper-method',
	'lang',
	'os',
	'package-version',
	'poll-helper',
	'read-timeout',
	'retry-count',
	'runtime',
	'runtime-version',
	'timeout',
].map((name) => `x-stainless-${name}`);

/** Headers of the Messages API, and the one with which its SDK agrees to run in a browser. */
const ANTHROPIC = [
	'anthropic-version',
	'anthropic-beta',
	'anthropic-dangerous-direct-browser-access',
];

// Without `allowHeaders`, Hono allows whatever headers the preflight asks for.
const reflecting = cors(SHARED);
const naming = cors({
	...SHARED,
	allowHeaders: ['authorization', 'content-type', 'x-api-key', ...ANTHROPIC, ...stainless],
});

export const allowAllPages: MiddlewareHandler = (context, next) =>
	(context.req.header('access-control-request-headers') ? reflecting : naming)(context, next);
