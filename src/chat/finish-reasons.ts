/**
 * What a finish reason says about the answer, whoever's word it is.
 *
 * Source  OpenAI's API reference; Anthropic's and Bedrock's `stop_reason`; Gemini's `FinishReason`; Cohere, Mistral
 *         (`model_length`), DeepSeek (`insufficient_system_resource`), Zhipu (`sensitive`, `network_error`), TGI
 *         (`eos_token`), SGLang and vLLM (`abort`), OpenRouter (`error`): documented or in their source.
 */
export type FinishClass =
	/** The model said all it wanted to. */
	| 'whole'
	/** The token limit, or what the model can hold, cut the answer. */
	| 'limit'
	/** The model waits for its tools. */
	| 'tools'
	/** OpenAI's `content_filter`: the stream is in order, the answer has a gap. */
	| 'filter'
	/** A filter or rule ended the answer, in words that are not OpenAI's. */
	| 'blocked'
	/** The server or the model failed. */
	| 'failed'
	/** Nobody here knows the word. */
	| 'unknown';

const CLASSES: Readonly<Record<Exclude<FinishClass, 'unknown'>, string>> = {
	whole:
		'stop stop_sequence stop_token stop_word matched_stop stopped end_turn eos eos_token eos_found end end_of_text complete completed complete_turn done finish finished finish_turn success succeeded natural normal',
	limit:
		'length max_tokens max_token max_output_tokens max_completion_tokens max_new_tokens max_length model_length length_limit token_limit token_limit_reached limit context_length context_length_exceeded context_window_exceeded model_context_window_exceeded max_context_length incomplete truncated',
	tools: 'tool_calls tool_call tool_use function_call function_calls functions requires_action',
	filter: 'content_filter',
	blocked:
		'safety recitation blocklist prohibited_content spii language image_safety image_prohibited_content image_recitation model_armor sensitive refusal refused guardrail guardrail_intervened guardrails content_filtered content_moderation moderation error_toxic risk security policy_violation violation banned blocked flagged',
	failed:
		'error abort aborted network_error insufficient_system_resource malformed_function_call malformed_tool_call malformed_response malformed_model_output unexpected_tool_call too_many_tool_calls missing_thought_signature other image_other no_image cancelled canceled cancel cancelled_by_user user_cancel timeout time_out deadline model_error server_error internal_error internal_server_error error_limit failed failure overloaded engine_overloaded rate_limit rate_limited interrupted preempted disconnected unavailable service_unavailable unknown unspecified finish_reason_unspecified repetition exception crashed oom',
};

const CLASS_OF = new Map<string, FinishClass>(
	Object.entries(CLASSES).flatMap(([name, words]) =>
		// `Object.entries` forgets the type of the names.
		words.split(' ').map((word) => [word, name as Exclude<FinishClass, 'unknown'>] as const)
	)
);

/** Parts of words that nobody uses for a success. */
const FAILING =
	/error|fail|abort|cancel|time_?out|malformed|exception|unavailable|overload|interrupt|invalid|denied|crash|refus|block|violat/;

export function finishClass(reason: string): FinishClass {
	const word = reason
		.trim()
		// Vercel's and Cohere's hyphens, Gemini's capitals, Python's `FinishReason.STOP`.
		.replace(/^finish_?reason[._]/i, '')
		.replace(/([a-z])([A-Z])/g, '$1_$2')
		.toLowerCase()
		.replaceAll(/[\s-]+/g, '_');
	return CLASS_OF.get(word) ?? (FAILING.test(word) ? 'failed' : 'unknown');
}

/** The five that OpenAI documents. */
const OPENAI = new Set(['stop', 'length', 'tool_calls', 'content_filter', 'function_call']);

export const isOpenAIReason = (reason: string): boolean => OPENAI.has(reason);
