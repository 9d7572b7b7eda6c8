/**
 * Token counts, wherever and under whichever names they come.
 *
 * In      A chunk.
 * Out     `Usage` with OpenAI's names. Counts under OpenAI's names are handed on as they were sent; under
 *         other names they are added to what was sent. A total that is missing is the sum.
 * Source  Groq `x_groq.usage`; Moonshot `choices[0].usage`; the names of Anthropic and OpenAI Responses
 *         (`input_tokens`), Gemini (`usageMetadata.promptTokenCount`), Ollama (`prompt_eval_count`).
 */
import { isList, isObject, type JSONObject } from './json.ts';

/** The counts are numbers; anything else that came with them stays beside them. */
export interface Usage {
	readonly prompt_tokens?: number;
	readonly completion_tokens?: number;
	readonly total_tokens?: number;
	readonly [field: string]: unknown;
}

const NAMES = {
	prompt_tokens: [
		'input_tokens',
		'promptTokenCount',
		'prompt_token_count',
		'prompt_eval_count',
		'promptTokens',
		'inputTokens',
		'input_token_count',
		'inputTokenCount',
	],
	completion_tokens: [
		'output_tokens',
		'candidatesTokenCount',
		'candidates_token_count',
		'eval_count',
		'completionTokens',
		'outputTokens',
		'generated_tokens',
		'generated_token_count',
		'output_token_count',
		'outputTokenCount',
	],
	total_tokens: ['totalTokenCount', 'total_token_count', 'totalTokens'],
} as const;

type Count = keyof typeof NAMES;
const COUNTS = ['prompt_tokens', 'completion_tokens', 'total_tokens'] as const satisfies Count[];

/** Bedrock's, which gateways in front of it pass on. */
const BEDROCK = 'amazon-bedrock-invocationMetrics';

export interface FoundUsage {
	readonly usage: Usage;
	readonly place: string;
	/** Whether the counts have names that are not OpenAI's. */
	readonly hasOtherNames: boolean;
}

export function readUsage(chunk: JSONObject): Usage | undefined {
	// Nearly every chunk: OpenAI sends `usage: null` on them, others nothing.
	return isObject(chunk['usage']) ? named(chunk['usage']) : elsewhere(chunk)?.usage;
}

/** The same with its place, to remark on. */
export function findUsage(chunk: JSONObject): FoundUsage | undefined {
	const { usage } = chunk;
	return isObject(usage) ? found(usage, 'usage') : elsewhere(chunk);
}

// Asked of nearly every chunk, so it names each field: a loop over names would take ten times as long.
function elsewhere(chunk: JSONObject): FoundUsage | undefined {
	const { choices, x_groq: groq, usageMetadata, usage_metadata: metadata } = chunk;
	const { token_usage: tokenUsage, prompt_eval_count: prompted, eval_count: evaluated } = chunk;
	if (isObject(groq) && isObject(groq['usage'])) return found(groq['usage'], 'x_groq.usage');
	if (isObject(usageMetadata)) return found(usageMetadata, 'usageMetadata');
	const { [BEDROCK]: bedrock } = chunk;
	if (isObject(bedrock)) return found(bedrock, BEDROCK);
	if (isObject(metadata)) return found(metadata, 'usage_metadata');
	if (isObject(tokenUsage)) return found(tokenUsage, 'token_usage');
	if (prompted !== undefined || evaluated !== undefined) {
		return found({ prompt_eval_count: prompted, eval_count: evaluated }, 'eval_count');
	}
	return isList(choices) ? ofChoice(choices) : undefined;
}

function ofChoice(choices: readonly unknown[]): FoundUsage | undefined {
	for (let i = 0; i < choices.length; i++) {
		const choice = choices[i];
		if (!isObject(choice)) continue;
		const { usage } = choice;
		if (isObject(usage)) return found(usage, `choices[${i}].usage`);
	}
	return undefined;
}

function found(sent: JSONObject, place: string): FoundUsage {
	const usage = named(sent);
	return { usage, place, hasOtherNames: usage !== sent && hasOtherNames(sent) };
}

function hasOtherNames(sent: JSONObject): boolean {
	return !COUNTS.some((name) => numberOf(sent[name]) !== undefined);
}

/** As sent, where that holds what the type says. */
function named(sent: JSONObject): Usage {
	const { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total } = sent;
	const isOrdinary = isCountOrNone(prompt) && isCountOrNone(completion) && isCountOrNone(total);
	const isWhole = prompt !== undefined && completion !== undefined && total !== undefined;
	// Each of its counts has just been seen to be a number or absent.
	if (isOrdinary && (isWhole || !hasMore(sent))) return sent;

	const inner = isObject(sent['tokens']) ? sent['tokens'] : {};
	const counts: { -readonly [name in Count]?: number } = {};
	for (const name of COUNTS) {
		const count = [name, ...NAMES[name]]
			.map((key) => numberOf(sent[key]) ?? numberOf(inner[key]))
			.find((one) => one !== undefined);
		if (count !== undefined) counts[name] = count;
	}
	if (counts.prompt_tokens !== undefined && counts.completion_tokens !== undefined) {
		counts.total_tokens ??= counts.prompt_tokens + counts.completion_tokens;
	}
	const { prompt_tokens: _p, completion_tokens: _c, total_tokens: _t, ...rest } = sent;
	return { ...rest, ...counts };
}

/** Whether there are other names to read counts from, or two counts to add up. */
function hasMore(sent: JSONObject): boolean {
	if (sent['prompt_tokens'] !== undefined && sent['completion_tokens'] !== undefined) return true;
	return (
		isObject(sent['tokens']) ||
		COUNTS.some((name) => NAMES[name].some((key) => sent[key] !== undefined))
	);
}

function isCountOrNone(value: unknown): value is number | undefined {
	return value === undefined || (typeof value === 'number' && Number.isFinite(value));
}

function numberOf(value: unknown): number | undefined {
	const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
	return typeof count === 'number' && Number.isFinite(count) ? count : undefined;
}
