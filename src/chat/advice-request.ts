/**
 * What to change in a request that was refused for what is in it.
 *
 * Rule    Only a field that the request has, or that the chat API has where the request is unknown, is named:
 *         vLLM's `param` is a path (`body.temperature`), a place in the text (`body.35`) or a name of its own
 *         (`input_tokens`).
 */
import type { ApiError } from './chunk-types.ts';
import type { Evidence } from './types.ts';

export function requestAdvice(error: ApiError, evidence: Evidence): string {
	const words = `${error.code} ${error.type} ${error.message}`;
	if (isTooLong(error))
		return 'Shorten the messages: the request is longer than the model can take.';
	if (isAboutModel(error)) return MODEL;
	if (isAboutKey(error)) return KEY;
	if (/insufficient_(quota|balance)|insufficient balance|billing|overdue|credit/i.test(words)) {
		return 'The account has no credit left. Changing the request does not help.';
	}
	if (isBadJSON(error)) {
		return 'The body of the request is not valid JSON: let a library write it, then send it again.';
	}
	if (isFiltered(error)) return FILTERED;
	const missing = missingField(error);
	if (missing !== undefined) return `Add \`${missing}\` to the request: it is required.`;
	const field = fieldOf(error.param, evidence.requestBody);
	const what = field === undefined ? 'the request' : `\`${field}\` in the request`;
	return `Change ${what}: sent again as it is, it will fail again.`;
}

export const KEY =
	'Check the API key: copy the whole key again, and make sure that it belongs to this base URL.';
export const MODEL = 'Choose a model that `GET /models` lists; names must match exactly.';

export const FILTERED =
	'Word the request differently: sent again as it is, it will probably be filtered again.';

/** Refused because of the content of the request or of the answer: Azure, OpenAI, DashScope, Zhipu (`1301`), Google. */
export function isFiltered({ code, type, message }: ApiError): boolean {
	return (
		/content_?filter|content_?policy|data_?inspection|responsible_?ai|moderation|safety|flagged/i.test(
			`${code} ${type}`
		) ||
		String(code) === '1301' ||
		/inappropriate content|content management policy|content policy|(was|were) flagged|safety (system|filter)/i.test(
			message
		)
	);
}

export function isTooLong({ code, param, message }: ApiError): boolean {
	return (
		/context_length|context_window|string_above_max/i.test(String(code)) ||
		param === 'input_tokens' ||
		/maximum context length|context (length|window|size)|too many (input )?tokens|prompt is too long|input (is )?too long|exceeds? the (maximum|available) (number of tokens|context)|reduce the length/i.test(
			message
		)
	);
}

/** A wrong model and a wrong path are both 404; vLLM's `The model ... does not exist.` is the first. */
export function isAboutModel({ code, param, message, type }: ApiError): boolean {
	if (
		param === 'model' ||
		/model_?not_?(found|available)|deployment_?not_?found|invalid_model|unknown_model/i.test(
			`${code} ${type}`
		)
	) {
		return true;
	}
	// Not a longer name with this prefix, such as our `model-change` fault.
	const isNamed = /\bmodels?\b(?!-)/i.test(message);
	const isMissing =
		/not (exist|found|available|supported|a valid|loaded|recogni[sz]ed)|doesn.t exist|does not exist|no such|unknown|invalid model|unable to access|not have access|no access/i;
	return isNamed && isMissing.test(message);
}

function isAboutKey({ code, type, message }: ApiError): boolean {
	const words = `${code} ${type}`;
	if (/invalid_?api_?key|authentication|unauthori[sz]ed|no_db_connection/i.test(words)) return true;
	return (
		Number(code) === 401 ||
		/^unauthorized$|api.?key/i.test(message) ||
		isLiteLLMWithoutDatabase(message)
	);
}

/** LiteLLM's answer to an unknown key if it has no database to look it up in (observed). */
export const isLiteLLMWithoutDatabase = (message: string): boolean =>
	/^no connected db/i.test(message);

/** vLLM gives the place where the JSON broke as `body.35`. */
function isBadJSON({ param, message, type }: ApiError): boolean {
	return (
		/^body\.\d+$/.test(param ?? '') ||
		/json_invalid|JSON decode error|invalid json|could not parse the json|expecting (value|',' delimiter|property name)/i.test(
			`${type} ${message}`
		)
	);
}

/** The fields of a chat request, for when the request itself is unknown. */
const CHAT_FIELDS = new Set(
	'model messages temperature max_tokens max_completion_tokens top_p top_k min_p stop stream stream_options n tools tool_choice response_format logprobs top_logprobs presence_penalty frequency_penalty seed user reasoning_effort parallel_tool_calls logit_bias'.split(
		' '
	)
);

/** A missing top-level field, as FastAPI and vLLM report it. */
function missingField({ param = '', message, type }: ApiError): string | undefined {
	const isMissing = type === 'missing' || /field required|missing required/i.test(message);
	const name = param.replace(/^(body|request)\./, '');
	return isMissing && CHAT_FIELDS.has(name) ? name : undefined;
}

/** `body.messages.0.content` -> `messages`, if the request has it. */
function fieldOf(
	param: string | undefined,
	request: Readonly<Record<string, unknown>> | undefined
): string | undefined {
	const [name = ''] = (param ?? '').replace(/^(body|request)[.[]/, '').split(/[.[\]]/);
	const has = request === undefined ? CHAT_FIELDS.has(name) : Object.hasOwn(request, name);
	return name !== '' && has ? name : undefined;
}
