/**
 * The demo's answers, in Markdown. The texts are ours, and each says that no model wrote it.
 */
import { markdown } from './markdown.ts';
import { suggestions, type Label } from './prompts.ts';
import { quote } from './quote.ts';
import { scripts } from './scripts.ts';
import { stories } from './story.ts';
import { streaming } from './streaming.ts';
import { telegraph } from './telegraph.ts';

const replies: Record<Label, readonly string[]> = {
	Story: stories,
	Markdown: [markdown],
	Scripts: [scripts],
	Long: [telegraph],
	Streaming: [streaming],
};

export function replyTo(prompt: string, choice = 0): string {
	const normalised = normalise(prompt);
	const found = suggestions.find((suggestion) => normalise(suggestion.prompt) === normalised);
	if (found === undefined) return quote(prompt);
	const texts = replies[found.label];
	return texts[choice % texts.length] ?? '';
}

/** So that "tell me a story!" matches too. */
function normalise(prompt: string): string {
	return prompt
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}
