/** The models of the API, as its documentation names them. The demo answers for both alike. */

export interface Model {
	readonly id: string;
	readonly object: 'model';
	readonly created: number;
	readonly owned_by: string;
}

const DEMO_SINCE = 1_793_491_200;

export const models: readonly Model[] = [
	// An alias that follows the best available model, and the model it now stands for.
	{ id: 'vllm-primary', object: 'model', created: DEMO_SINCE, owned_by: 'streaming-docs-demo' },
	{ id: 'qwen3-4b', object: 'model', created: DEMO_SINCE, owned_by: 'streaming-docs-demo' },
];

/** Tokens that prompt and answer may have together; Qwen3-4B's native context. */
export const CONTEXT_TOKENS = 32_768;
