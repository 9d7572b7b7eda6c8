/** What the demo answers: texts of our own, which say that they are a demo's. */
export const suggestions: readonly { readonly label: string; readonly prompt: string }[] = [
	{ label: 'Story', prompt: 'Tell me a story' },
	{ label: 'Markdown', prompt: 'Show me Markdown with a table and code' },
	{ label: 'Scripts', prompt: 'Greet me in many scripts, with emoji' },
	{ label: 'Long', prompt: 'Tell me the long history of the telegraph' },
	{ label: 'Streaming', prompt: 'How does streaming work?' },
];

export function replyTo(prompt: string): string {
	if (prompt === 'Tell me a story') {
		return 'Once upon a time a lighthouse keeper kept a notebook of every ship that passed.';
	}
	return `This is a demo answer, not a model's. You asked: ${prompt}`;
}
