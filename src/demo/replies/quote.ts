/**
 * The answer to a prompt of the reader's own: quotes it, and says what it is talking to.
 *
 * In   any text.
 * Out  Markdown in which the prompt stands as plain text, whatever Markdown or HTML it holds.
 */
const MAX_QUOTED = 600;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export function quote(prompt: string): string {
	const quoted = shorten(prompt.trim().toWellFormed());
	return `You wrote:

${fenced(quoted)}

This is the demo that is built into this site, not a model: it can quote your message, and show how an answer to it would stream, but it cannot read it. Everything else is as with a model. The text comes in about sixty pieces a second, each in a frame of its own, and ends with a finish reason and \`[DONE]\`.

For a real answer, send the same request to an endpoint of your own. For more to look at here, ask the demo for a story, for Markdown, for many scripts, or for something long.`;
}

function shorten(text: string): string {
	if (text.length <= MAX_QUOTED) return text;
	// Two windows' worth is enough to find a border in, unless one grapheme is longer than that.
	let end = 0;
	for (const { index } of graphemes.segment(text.slice(0, 2 * MAX_QUOTED))) {
		if (index > MAX_QUOTED) break;
		end = index;
	}
	return `${text.slice(0, end)} …`;
}

/** In a fence longer than any run of backticks inside, which is how CommonMark quotes anything. */
function fenced(text: string): string {
	const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
	const fence = '`'.repeat(longest + 1);
	return `${fence}text\n${text}\n${fence}`;
}
