/**
 * The demo API as one function from request to response: the same code in the page, under
 * `npm start`, in tests and, if you like, at an edge.
 *
 * In      A `Request` to `{base}/models`, `{base}/chat/completions`, `{base}/responses` or `{base}/messages`.
 *         `{base}` is `/v1`, or
 *         `/faults/<name>;<option>=<value>/v1` to put one fault into every answer. `GET /faults` lists
 *         the faults.
 * Out     A `Response` as an OpenAI-compatible server would send it, at a model's pace.
 * Errors  A bad request gets a response in the API's error format. The promise rejects only where `fetch`
 *         would: when the client aborts, or when a fault cuts the connection.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { Hono } from 'hono/tiny';
import { framesOf, jsonAnswer, STREAM_HEADERS, writesOf, type Answer } from './answer.ts';
import { readJson } from './body.ts';
import { createAttempts } from './attempts.ts';
import { readChatParams, unknownModel, type ChatParams } from './chat-request.ts';
import { streamChunks, wholeAnswer } from './chunks.ts';
import { systemClock, type Clock } from './clock.ts';
import { complete, identityOf, questionOf } from './completion.ts';
import { allowAllPages } from './cors.ts';
import {
	ALL_PROTOCOLS,
	chooseFault,
	faultDescriptions,
	noFault,
	protocolsOf,
	stagesOf,
	type Break,
	type ChosenFault,
	type Protocol,
	type Stages,
} from './faults/index.ts';
import { models } from './models.ts';
import { play } from './play.ts';
import type { Format } from './protocols/index.ts';
import { hashId } from './random.ts';
import { anthropicError, errorBody, Refusal } from './refusal.ts';

export interface DemoOptions {
	/** Multiplies every wait: 1 is a model's pace, 0 sends everything at once. */
	pace?: number;
	clock?: Clock;
	/**
	 * The `created` time in answers, in Unix seconds. Fixed, so that the same request always gives the
	 * same bytes.
	 */
	created?: number;
	/**
	 * Where the host can break a connection: by an error before the head, and by one in the body. A fault
	 * that needs more is answered 501.
	 */
	breaks?: readonly Break[];
}

const PATHS = {
	chat: '/chat/completions',
	responses: '/responses',
	messages: '/messages',
} as const satisfies Record<Protocol, string>;

const chatFormat: Format = { read: readChatParams, frames: framesOf, whole: wholeAnswer };

/** The fault named in the base URL, if any. */
interface Chosen {
	Variables: { fault: ChosenFault | undefined };
}

/**
 * Whether a path belongs to the demo API, for a server that also serves other things. Includes every path
 * under the two prefixes, so that a mistyped base URL gets the same answer as in the page.
 */
export function isDemoPath(path: string): boolean {
	return /^\/(?:v1|faults)(?:\/|$)/.test(path);
}

export type DemoHandler = (request: Request) => Promise<Response>;

export function createDemoHandler({
	pace = 1,
	clock = systemClock,
	created = 1_793_491_200,
	breaks = ['before the head', 'in the body'],
}: DemoOptions = {}): DemoHandler {
	const countAttempt = createAttempts();
	const api = new Hono<Chosen>();

	api.use((context, next) => {
		const path = context.req.param('fault');
		context.set('fault', path === undefined ? undefined : chooseFault(path, breaks));
		return next();
	});
	api.use(refuseInvalidKey);

	api.get('/models', (context) =>
		send(context, stagesFor(context).answer(jsonAnswer({ object: 'list', data: models })))
	);
	api.all('/models', () => refuseMethod('GET, HEAD, OPTIONS'));

	api.get('/models/:id', (context) => {
		const model = models.find(({ id }) => id === context.req.param('id'));
		if (model === undefined) throw unknownModel(context.req.param('id'));
		return send(context, stagesFor(context).answer(jsonAnswer(model)));
	});
	api.all('/models/:id', () => refuseMethod('GET, HEAD, OPTIONS'));

	async function answerIn(protocol: Protocol, context: Context<Chosen>): Promise<Response> {
		const format =
			protocol === 'chat' ? chatFormat : (await import('./protocols/index.ts')).FORMATS[protocol];
		const fault = context.get('fault')?.fault;
		const sent = await readJson(context.req.raw);
		const request = protocol === 'chat' && fault?.request ? fault.request(sent) : sent;
		const asked = format.read(request);
		const stages = stagesFor(context, asked, protocol);
		const headers = rateLimitHeaders();
		if (!asked.stream) {
			const completion = await complete(asked, created);
			const { afterMs, body } = format.whole(completion, request);
			const answer = jsonAnswer(body, { afterMs, headers });
			return send(context, stages.answer(answer), completion.id);
		}
		const params = stages.params(asked);
		const completion = await complete(params, created);
		const chunks = stages.chunks(streamChunks(completion, params));
		const frames = stages.frames(format.frames(chunks, request));
		const answer = {
			head: { afterMs: 0, status: 200, headers: { ...STREAM_HEADERS, ...headers } },
			body: stages.lines(writesOf(frames)),
		};
		return send(context, stages.answer(answer), completion.id);
	}
	for (const protocol of ALL_PROTOCOLS) {
		api.post(PATHS[protocol], (context) => answerIn(protocol, context));
		api.all(PATHS[protocol], () => refuseMethod('POST, OPTIONS'));
	}

	const app = new Hono();
	app.use(allowAllPages);
	app.get('/faults', (context) => send(context, jsonAnswer({ faults: faultDescriptions })));
	app.all('/faults', () => refuseMethod('GET, HEAD, OPTIONS'));
	app.route('/v1', api);
	app.route('/faults/:fault/v1', api);
	app.notFound((context) => refuse(context, unknownPath(context)));
	app.onError((error, context) => {
		if (error instanceof Refusal) return refuse(context, error);
		throw error;
	});

	function stagesFor(
		context: Context<Chosen>,
		params?: ChatParams,
		protocol: Protocol = 'chat'
	): Stages {
		const chosen = context.get('fault');
		if (chosen === undefined) return noFault;
		if (!protocolsOf(chosen.fault).includes(protocol)) throw notIn(protocol, chosen.fault.name);
		const about = params === undefined ? '' : identityOf(params);
		return stagesOf(chosen, {
			about,
			params,
			protocol,
			now: () => clock.now(),
			attempt: () => countAttempt(`${context.req.path} ${params && questionOf(params)}`),
		});
	}

	/** `about` distinguishes requests to the same path. Equal requests share an id, like the whole answer. */
	async function send(
		{ req }: Pick<Context, 'req'>,
		answer: Answer,
		about = ''
	): Promise<Response> {
		const response = await play(answer, { request: req.raw, clock, pace });
		response.headers.set('x-request-id', `req-${hashId(`${req.method} ${req.path} ${about}`)}`);
		return response;
	}

	function refuse(context: Context, refusal: Refusal): Promise<Response> {
		const { status, headers } = refusal;
		const isAnthropic = context.req.path.endsWith(PATHS.messages);
		const body = isAnthropic ? anthropicError(refusal) : errorBody(refusal);
		return send(context, jsonAnswer(body, { status, headers }), refusal.message);
	}

	/** As if each request were the first of its minute: the demo has no rate limit. */
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

/** Every key but one is accepted, and so is no key. The one lets readers see a rejected key. */
const refuseInvalidKey: MiddlewareHandler<Chosen> = (context, next) => {
	if (context.get('fault')?.fault.takesAnyKey) return next();
	const authorization = context.req.header('authorization') ?? '';
	const keys = [authorization.replace(/^bearer\s+/i, ''), context.req.header('x-api-key') ?? ''];
	if (keys.some((key) => key.trim() === 'sk-invalid')) {
		throw new Refusal({
			status: 401,
			message:
				'The API key is not valid. The demo accepts any key except `sk-invalid`, and needs none.',
			type: 'authentication_error',
			code: 'invalid_api_key',
		});
	}
	return next();
};

function notIn(protocol: Protocol, fault: string): Refusal {
	return new Refusal({
		status: 400,
		message: `The fault \`${fault}\` is not for ${PATHS[protocol]}: it changes what that API does not have. \`protocols\` in GET /faults says what each is for.`,
		code: 'fault_of_another_protocol',
	});
}

function refuseMethod(allow: string): never {
	throw new Refusal({
		status: 405,
		message: `This address does not accept that method. It accepts ${allow}.`,
		code: 'method_not_allowed',
		headers: { allow },
	});
}

function unknownPath({ req }: Context): Refusal {
	return new Refusal({
		status: 404,
		message:
			`There is nothing at ${req.method} ${req.path}. ` +
			'Try POST /v1/chat/completions, /v1/responses or /v1/messages, GET /v1/models or GET /faults.',
		code: 'not_found',
	});
}
