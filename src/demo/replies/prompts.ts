/** The prompts that have a prepared answer. In a file without the answers, which are long. */
export interface Suggestion {
	/** One word, for a button. */
	readonly label: string;
	readonly prompt: string;
}

export const SUGGESTIONS = [
	{ label: 'Story', prompt: 'Tell me a story' },
	{ label: 'Markdown', prompt: 'Show me Markdown with a table and code' },
	{ label: 'Scripts', prompt: 'Say hello in many scripts, with emoji' },
	{ label: 'Long', prompt: 'Tell me the history of the telegraph' },
	{ label: 'Streaming', prompt: 'How does streaming work?' },
] as const satisfies readonly Suggestion[];

export type Label = (typeof SUGGESTIONS)[number]['label'];
