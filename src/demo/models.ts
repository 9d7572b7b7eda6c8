/** The models of the API, as named in its documentation. The demo treats both the same. */

export interface Model {
	readonly id: string;
	readonly object: 'model';
	readonly created: number;
	readonly owned_by: string;
}

const DEMO_SINCE = 1_793_491_200;

export const models: readonly Model[] = [
	// An alias for the best available model, and the model it stands for now.
	{ id: 'vllm-primary', object: 'model', created: DEMO_SINCE, owned_by: 'streaming-docs-demo' },
	{ id: 'qwen3-4b', object: 'model', created: DEMO_SINCE, owned_by: 'streaming-docs-demo' },
];

/** Limit on the tokens of prompt and answer together: Qwen3-4B's native context. */
export const CONTEXT_TOKENS = 32_768;
