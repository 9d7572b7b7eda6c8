/**
 * The demo's answers, in Markdown. The texts are ours, and each says that no model wrote it.
 */
import { markdown } from './markdown.ts';
import { SUGGESTIONS, type Label } from './prompts.ts';
import { quote } from './quote.ts';
import { SCRIPTS } from './scripts.ts';
import { STORIES } from './story.ts';
import { streaming } from './streaming.ts';
import { TELEGRAPH } from './telegraph.ts';

const replies: Record<Label, readonly string[]> = {
	Story: STORIES,
	Markdown: [markdown],
	Scripts: [SCRIPTS],
	Long: [TELEGRAPH],
	Streaming: [streaming],
};

export function replyTo(prompt: string, choice = 0): string {
	const normalised = normalise(prompt);
	const found = SUGGESTIONS.find((suggestion) => normalise(suggestion.prompt) === normalised);
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
