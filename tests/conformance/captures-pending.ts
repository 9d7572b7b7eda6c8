/** Captures that are not told right yet. A test holds that each still fails, so none stays here by mistake. */
export const pending: ReadonlySet<string> = new Set([
	'litellm-1.110.bad_logprobs',
	'litellm-1.110.down',
	'litellm-1.110.fault-choices-interleaved',
	'litellm-1.110.fault-data-after-done',
	'litellm-1.110.fault-html-with-200',
	'litellm-1.110.fault-rate-limit',
	'litellm-1.110.limited_3',
	'litellm-1.110.stream_n2',
	'litellm-1.110.stream_reasoning_cut',
	'litellm-1.110.too_long',
	'vllm-0.32.bad_json',
	'vllm-0.32.bad_type_temperature',
	'vllm-0.32.missing_messages',
	'vllm-0.32.stream_reasoning_cut',
	'vllm-0.32.stream_tool_forced',
	'vllm-0.32.too_long',
]);
