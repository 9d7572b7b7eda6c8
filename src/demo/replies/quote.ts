/**
 * The answer to any other prompt: quotes it and says that this is a demo. The prompt appears as plain text,
 * whatever Markdown or HTML it contains.
 */
import { graphemesOf } from '../../graphemes.ts';

const MAX_QUOTED = 600;

export function quote(prompt: string): string {
	const quoted = shorten(prompt.trim().toWellFormed());
	return `You wrote:

${fenced(quoted)}

This is the demo that is built into this site, not a model: it can quote your message, and show how an answer to it would stream, but it cannot read it. Everything else is as with a model. The text comes in about sixty pieces a second, each in a frame of its own, and ends with a finish reason and \`[DONE]\`.

For a real answer, send the same request to an endpoint of your own. For more to look at here, ask the demo for a story, for Markdown, for many scripts, or for something long.`;
}

function shorten(text: string): string {
	if (text.length <= MAX_QUOTED) return text;
	// Twice the limit is enough to find a boundary, unless a single grapheme is longer than that.
	let end = 0;
	for (const { index } of graphemesOf(text.slice(0, 2 * MAX_QUOTED))) {
		if (index > MAX_QUOTED) break;
		end = index;
	}
	return `${text.slice(0, end)} …`;
}

/** In a fence longer than any run of backticks inside, so that CommonMark takes it literally. */
export function fenced(text: string): string {
	const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
	const fence = '`'.repeat(longest + 1);
	return `${fence}text\n${text}\n${fence}`;
}
