/**
 * 429, with every kind of advice on how long to wait.
 *
 * Source  the API's error documentation: 429 carries `Retry-After` and `X-RateLimit-*`. RFC 9110, 10.2.3:
 *         `Retry-After` is a number of seconds or a date.
 */
import type { Answer } from '../answer.ts';
import { fault, type Expectation } from './fault.ts';
import { refusal } from './answers.ts';

const MAY_RETRY: Expectation = {
	text: 'none',
	outcome: 'http-error',
	error: 'the API’s own message, and how long to wait, if that is known.',
	retries: true,
};
const SECONDS = { what: 'Seconds to wait', default: 1, least: 0, most: 86_400 };

export const limits = [
	fault({
		name: 'rate-limit',
		what: '429 with `Retry-After` in seconds.',
		client: MAY_RETRY,
		seen: 'This API (documented), and most others. LiteLLM 1.110.2 renames the header, and passes the body on as text. Both official SDKs wait, and retry twice.',
		options: {
			seconds: SECONDS,
			shape: { what: 'Whose format the answer has', default: 'api', words: ['api', 'litellm'] },
		},
		answer: (_answer, { options: { seconds, shape } }) =>
			shape === 'litellm' ? throughLiteLLM(seconds) : tooMany({ 'retry-after': String(seconds) }),
	}),
	fault({
		name: 'rate-limit-date',
		what: '429 with `Retry-After` as a date.',
		client: MAY_RETRY,
		seen: 'CDNs and proxies; HTTP allows both forms (RFC 9110, 10.2.3).',
		options: { seconds: { ...SECONDS, default: 2 } },
		answer: (_answer, { options, now }) =>
			tooMany({ 'retry-after': new Date(now() + options.seconds * 1000).toUTCString() }),
	}),
	fault({
		name: 'rate-limit-huge',
		what: '429 with a `Retry-After` that is too long to wait for.',
		client: {
			...MAY_RETRY,
			error: 'the API’s own message, and how long to wait. Retrying at once is pointless.',
		},
		seen: 'Daily limits. openai-python gives up; openai-node retries after half a second.',
		options: { seconds: { ...SECONDS, default: 600 } },
		answer: (_answer, { options }) => tooMany({ 'retry-after': String(options.seconds) }),
	}),
	fault({
		name: 'rate-limit-no-wait',
		what: '429 without `Retry-After`.',
		client: MAY_RETRY,
		seen: 'Servers behind a proxy that drops the header. Wait longer each time.',
		answer: () => tooMany({}),
	}),
	fault({
		name: 'rate-limit-headers',
		what: '429 with all the rate-limit headers.',
		client: MAY_RETRY,
		seen: 'This API (documented): limit, remaining, reset as Unix time, window in seconds.',
		options: { seconds: SECONDS },
		answer: (_answer, { options, now }) =>
			tooMany({
				'retry-after': String(options.seconds),
				'x-ratelimit-limit': '10',
				'x-ratelimit-remaining': '0',
				'x-ratelimit-reset': String(Math.ceil(now() / 1000) + options.seconds),
				'x-ratelimit-window': '60',
			}),
	}),
	fault({
		name: 'rate-limit-twice',
		what: '429 twice, and then the answer.',
		client: { text: 'whole', outcome: 'complete', retries: true },
		seen: 'Any limit that ends while a client waits. Attempts are counted separately for each different request.',
		options: {
			times: { what: 'Refusals before the answer', default: 2, least: 1, most: 10 },
			seconds: SECONDS,
		},
		answer: (answer, { options, attempt }) =>
			attempt() % (options.times + 1) === 0
				? answer
				: tooMany({ 'retry-after': String(options.seconds) }),
	}),
];

const LIMITED = {
	message: 'The demo was told to be over its limit of requests.',
	type: 'rate_limit_error',
	code: 'rate_limit_exceeded',
};

function tooMany(headers: Readonly<Record<string, string>>): Answer {
	return refusal({ status: 429, ...LIMITED, headers });
}

/** What LiteLLM 1.110.2 made of that very answer. */
function throughLiteLLM(seconds: number): Answer {
	const { message, type, code } = LIMITED;
	const body = JSON.stringify({ error: { message, type, param: null, code } });
	return refusal({
		status: 429,
		message: `litellm.RateLimitError: RateLimitError: Hosted_vllmException - ${body}\n\nLiteLLM: model group 'demo' failed with the error above and no fallback model group was found for it, so the request was not retried on another model.`,
		type: 'throttling_error',
		code: '429',
		headers: { 'llm_provider-retry-after': String(seconds) },
	});
}
