/**
 * What the demo answers. The texts are ours, and each says that it is no model's.
 *
 * In   the prompt, and which of several choices is asked for.
 * Out  Markdown.
 */
import { markdown } from './markdown.ts';
import { quote } from './quote.ts';
import { scripts } from './scripts.ts';
import { stories } from './story.ts';
import { streaming } from './streaming.ts';
import { telegraph } from './telegraph.ts';

export interface Suggestion {
	/** One word, for a button. */
	readonly label: string;
	readonly prompt: string;
}

const prepared: readonly (Suggestion & { readonly replies: readonly string[] })[] = [
	{ label: 'Story', prompt: 'Tell me a story', replies: stories },
	{ label: 'Markdown', prompt: 'Show me Markdown with a table and code', replies: [markdown] },
	{ label: 'Scripts', prompt: 'Say hello in many scripts, with emoji', replies: [scripts] },
	{ label: 'Long', prompt: 'Tell me the history of the telegraph', replies: [telegraph] },
	{ label: 'Streaming', prompt: 'How does streaming work?', replies: [streaming] },
];

/** Prompts that have an answer of their own here. */
export const suggestions: readonly Suggestion[] = prepared.map(({ label, prompt }) => ({
	label,
	prompt,
}));

export function replyTo(prompt: string, choice = 0): string {
	const asked = plain(prompt);
	const found = prepared.find((suggestion) => plain(suggestion.prompt) === asked);
	if (found === undefined) return quote(prompt);
	return found.replies[choice % found.replies.length] ?? '';
}

/** So that "tell me a story!" is the same question. */
function plain(prompt: string): string {
	return prompt
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}
