/** One payload in each place of an answer that a server fills: as the bytes of a stream, or of an error. */

const frame = (value: unknown, fields = '') => `${fields}data: ${JSON.stringify(value)}\n\n`;

const chunk = (delta: object, more: object = {}, finish: string | null = null) => ({
	id: 'c',
	object: 'chat.completion.chunk',
	created: 1,
	model: 'm',
	choices: [{ index: 0, delta, finish_reason: finish }],
	...more,
});

/** As text alone, so that nothing else stands in the answer. */
export const asText = (text: string) =>
	frame(chunk({ role: 'assistant', content: '' })) +
	frame(chunk({ content: text })) +
	frame(chunk({}, {}, 'stop')) +
	'data: [DONE]\n\n';

/** Everywhere else that a stream has room for it. */
export const everywhere = (text: string) => {
	const line = text.replaceAll(/[\r\n]+/g, ' ');
	return (
		`: ${line}\n\n` +
		frame(
			chunk({ role: text, content: 'Answer. ' }, { id: text, model: text }),
			`event: ${line}\nid: ${line.replaceAll('\0', '')}\n`
		) +
		frame(chunk({ reasoning: text })) +
		frame(chunk({ reasoning_content: text, refusal: text })) +
		frame(chunk({ tool_calls: [{ index: 0, id: text, function: { name: text, arguments: text } }] })) +
		frame(chunk({ tool_calls: [{ index: 1, function: { name: 'f', arguments: JSON.stringify({ [text]: text }) } }] })) +
		frame(chunk({ content: [{ type: 'image_url', image_url: { url: text } }, { type: text }] })) +
		frame({ [text]: text, choices: [{ index: text, delta: { [text]: text } }] }) +
		frame(chunk({ content: 'end' }, { usage: { prompt_tokens: text, total_tokens: text } }, text)) +
		`${line}\n\n` +
		'data: [DONE]\n\n'
	); // prettier-ignore
};

export const asErrorFrame = (text: string) =>
	frame(chunk({ content: 'Before. ' })) +
	frame({ error: { message: text, type: text, code: text, param: text } });

export const asErrorBody = (text: string) =>
	JSON.stringify({ error: { message: text, type: text, code: text, param: text } });

/** As FastAPI, and so vLLM, tells which field is wrong. */
export const asDetail = (text: string) =>
	JSON.stringify({ detail: [{ type: text, loc: ['body', text, 0], msg: text, input: text }] });

export const asPage = (text: string) => `<!doctype html><title>${text}</title><body>${text}`;

/** Cut into pieces of so many bytes. */
export function pieces(body: string, bytes: number): Uint8Array[] {
	const all = new TextEncoder().encode(body);
	const cut: Uint8Array[] = [];
	for (let at = 0; at < all.length; at += bytes) cut.push(all.subarray(at, at + bytes));
	return cut;
}
