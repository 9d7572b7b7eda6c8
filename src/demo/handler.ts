/**
 * The demo API as one function from request to response: the same code in the page, under
 * `npm start`, in tests and, if wanted, at an edge.
 *
 * In      a web-standard `Request` to `{base}/models` or `{base}/chat/completions`, `{base}` being
 *         `/v1`.
 * Out     a `Response` as an OpenAI-compatible server gives it, paced like a model's.
 * Units   milliseconds.
 * Errors  a bad request is answered in the API's error shape and never rejects. What rejects is what
 *         rejects in `fetch`, too: the client's own abort, and a connection that a fault cuts.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { Hono } from 'hono/tiny';
import { framesOf, jsonAnswer, STREAM_HEADERS, writesOf, type Answer } from './answer.ts';
import { readJson } from './body.ts';
import { readChatParams, unknownModel } from './chat-request.ts';
import { streamChunks, wholeAnswer } from './chunks.ts';
import { systemClock, type Clock } from './clock.ts';
import { complete } from './completion.ts';
import { allowAllPages } from './cors.ts';
import { models } from './models.ts';
import { play } from './play.ts';
import { hashId } from './random.ts';
import { errorBody, Refusal } from './refusal.ts';

export interface DemoOptions {
	/** Factor on every wait: 1 is a model's pace, 0 sends all at once. */
	pace?: number;
	clock?: Clock;
	/**
	 * The Unix time that answers carry, in seconds. Fixed, so that the same request gives the same
	 * bytes whenever and wherever it is sent.
	 */
	created?: number;
}

/** Whether a path belongs to the demo API, for a server that serves other things beside it. */
export function isDemoPath(path: string): boolean {
	return /^\/(?:v1|faults\/[^/]+\/v1)(?:\/|$)|^\/faults$/.test(path);
}

export type DemoHandler = (request: Request) => Promise<Response>;

export function createDemoHandler({
	pace = 1,
	clock = systemClock,
	created = 1_793_491_200,
}: DemoOptions = {}): DemoHandler {
	const api = new Hono();

	api.use(refuseInvalidKey);

	api.get('/models', (context) => send(context, jsonAnswer({ object: 'list', data: models })));
	api.all('/models', () => refuseMethod('GET, HEAD, OPTIONS'));

	api.get('/models/:id', (context) => {
		const model = models.find(({ id }) => id === context.req.param('id'));
		if (model === undefined) throw unknownModel(context.req.param('id'));
		return send(context, jsonAnswer(model));
	});
	api.all('/models/:id', () => refuseMethod('GET, HEAD, OPTIONS'));

	api.post('/chat/completions', async (context) => {
		const params = readChatParams(await readJson(context.req.raw));
		const completion = complete(params, created);
		const headers = rateLimitHeaders();
		if (!params.stream) {
			const { afterMs, body } = wholeAnswer(completion);
			return send(context, jsonAnswer(body, { afterMs, headers }), completion.id);
		}
		const chunks = streamChunks(completion, params);
		const answer = {
			head: { afterMs: 0, status: 200, headers: { ...STREAM_HEADERS, ...headers } },
			body: writesOf(framesOf(chunks)),
		};
		return send(context, answer, completion.id);
	});
	api.all('/chat/completions', () => refuseMethod('POST, OPTIONS'));

	const app = new Hono();
	app.use(allowAllPages);
	app.route('/v1', api);
	app.notFound((context) => refuse(context, unknownPath(context)));
	app.onError((error, context) => {
		if (error instanceof Refusal) return refuse(context, error);
		throw error;
	});

	/** `about` sets apart requests to one path; equal requests share an id, as all else of the answer. */
	async function send({ req }: Context, answer: Answer, about = ''): Promise<Response> {
		const response = await play(answer, { signal: req.raw.signal, clock, pace });
		response.headers.set('x-request-id', `req-${hashId(`${req.method} ${req.path} ${about}`)}`);
		return response;
	}

	function refuse(context: Context, refusal: Refusal): Promise<Response> {
		const { status, headers } = refusal;
		return send(context, jsonAnswer(errorBody(refusal), { status, headers }), refusal.message);
	}

	/** As if each request were the first of its minute: the demo counts nothing and limits nobody. */
	function rateLimitHeaders(): Record<string, string> {
		return {
			'x-ratelimit-limit': '10',
			'x-ratelimit-remaining': '9',
			'x-ratelimit-reset': String(Math.ceil(clock.now() / 1000) + 60),
			'x-ratelimit-window': '60',
		};
	}

	return async (request) => app.fetch(request);
}

/** Every key works but one, so that a wrong key can be seen too; no key works as well. */
const refuseInvalidKey: MiddlewareHandler = (context, next) => {
	const authorization = context.req.header('authorization') ?? '';
	const keys = [authorization.replace(/^bearer\s+/i, ''), context.req.header('x-api-key') ?? ''];
	if (keys.some((key) => key.trim() === 'sk-invalid')) {
		throw new Refusal({
			status: 401,
			message:
				'The API key is not valid. The demo takes every key but `sk-invalid`, and no key as well.',
			type: 'authentication_error',
			code: 'invalid_api_key',
		});
	}
	return next();
};

function refuseMethod(allow: string): never {
	throw new Refusal({
		status: 405,
		message: `This address does not take that method. It takes ${allow}.`,
		code: 'method_not_allowed',
		headers: { allow },
	});
}

function unknownPath({ req }: Context): Refusal {
	return new Refusal({
		status: 404,
		message:
			`There is nothing at ${req.method} ${req.path}. ` +
			'Try POST /v1/chat/completions or GET /v1/models.',
		code: 'not_found',
	});
}
