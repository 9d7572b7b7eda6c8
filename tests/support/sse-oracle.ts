/**
 * The event stream as the standard words it, on a body that has come whole. Slow, and plain enough
 * to be checked by reading it beside the text.
 *
 * Source  WHATWG HTML, "Parsing an event stream" and "Interpreting an event stream".
 *         https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 * Out     What each blank line ends, dispatched or not. It knows no bytes: see `spec.test.ts`.
 */
export interface Block {
	event: string;
	data: string | undefined;
	lastEventId: string;
	retryMs: number | undefined;
	comments: string[];
}

export function interpret(body: Uint8Array): { blocks: Block[]; unfinished: string } {
	// "Streams must be decoded using the UTF-8 decode algorithm", which strips one leading BOM.
	const stream = new TextDecoder('utf-8').decode(body);
	// "Lines must be separated by either CR LF, or LF, or CR." What follows the last is no line.
	const lines = stream.split(/\r\n|\n|\r/);
	const tail = lines.pop() ?? '';

	const blocks: Block[] = [];
	let dataBuffer = '';
	let eventTypeBuffer = '';
	let lastEventIdBuffer = '';
	let block = { retryMs: undefined as number | undefined, comments: [] as string[] };
	let seen: string[] = [];

	for (const line of lines) {
		seen.push(line);
		if (line === '') {
			blocks.push({
				event: eventTypeBuffer === '' ? 'message' : eventTypeBuffer,
				// "If the data buffer is an empty string", nothing is dispatched.
				data: dataBuffer === '' ? undefined : dataBuffer.replace(/\n$/, ''),
				lastEventId: lastEventIdBuffer,
				...block,
			});
			dataBuffer = '';
			eventTypeBuffer = '';
			block = { retryMs: undefined, comments: [] };
			seen = [];
		} else if (line.startsWith(':')) {
			// The standard ignores comments. Ours are their text, less one space, as a field's value is.
			block.comments.push(line.slice(1).replace(/^ /, ''));
		} else if (line.includes(':')) {
			const [field = '', ...after] = line.split(':');
			processField(field, after.join(':').replace(/^ /, ''));
		} else {
			processField(line, '');
		}
	}
	return { blocks, unfinished: [...seen, tail].join('\n') };

	function processField(field: string, value: string) {
		if (field === 'event') eventTypeBuffer = value;
		else if (field === 'data') dataBuffer += `${value}\n`;
		else if (field === 'id' && !value.includes('\0')) lastEventIdBuffer = value;
		else if (field === 'retry' && value !== '' && [...value].every((c) => '0123456789'.includes(c)))
			block.retryMs = Number.parseInt(value, 10);
	}
}
