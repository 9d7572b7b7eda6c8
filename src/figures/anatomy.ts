/**
 * Splits a frame into its parts, in wire order, each with an explanation for a figure.
 *
 * In      The text of a frame as the demo API sends it.
 * Out     Parts whose texts joined are the frame.
 * Errors  Throws if a part is missing, so that the build stops before a figure says something wrong.
 */
export interface Part {
	readonly name: string;
	readonly text: string;
	readonly says: string;
	/** The part that adds to the answer, which is highlighted. */
	readonly isNews?: true;
}

const PARTS: readonly (Omit<Part, 'text'> & { readonly pattern: RegExp })[] = [
	{
		name: 'Field name',
		pattern: /^data/,
		says: 'A line is a field: a name, a colon, a value. There are four names: `data`, `event`, `id` and `retry`. Chat servers rarely use any but `data`.',
	},
	{
		name: 'Colon and space',
		pattern: /^: /,
		says: 'One space after the colon is dropped, if there is one. Some servers send none.',
	},
	{
		name: 'Envelope',
		pattern: /^\{"id":.*?"model":"[^"]*",/,
		says: 'From here on it is JSON: one chunk. Its envelope repeats in every chunk of the answer.',
	},
	{
		name: 'Choice',
		pattern: /^"choices":\[\{"index":0,/,
		says: 'Which answer the delta belongs to. There is one, unless the request asks for more with `n`. Check that it is there: a chunk may have no choices.',
	},
	{
		name: 'Delta',
		pattern: /^"delta":\{[^}]*\},/,
		says: 'What this chunk adds. Append `content` as it is, leading space included.',
		isNews: true,
	},
	{
		name: 'Finish reason',
		pattern: /^"logprobs":null,"finish_reason":null\}\],/,
		says: '`null` until the answer ends. Then `stop`, `length` or another: the only proof that the answer is complete, or why it is not.',
	},
	{
		name: 'Usage',
		pattern: /^"usage":null\}/,
		says: '`null` here, as the request asked for token counts: they come in a chunk of their own, near the end.',
	},
	{
		name: 'Line end',
		pattern: /^\n/,
		says: 'LF, CRLF or CR. Until it has come, the line is not complete, however long it is.',
	},
	{
		name: 'Blank line',
		pattern: /^\n/,
		says: 'Ends the frame. Do not parse it any earlier: another `data` line would still belong to it.',
	},
];

export function anatomyOf(frame: string): Part[] {
	let rest = frame;
	const found: Part[] = [];
	for (const { pattern, ...part } of PARTS) {
		const [text] = pattern.exec(rest) ?? [];
		if (text === undefined) throw new Error(`${part.name}: not at the start of ${rest}`);
		found.push({ ...part, text });
		rest = rest.slice(text.length);
	}
	if (rest !== '') throw new Error(`The frame goes on after its parts: ${rest}`);
	return found;
}
