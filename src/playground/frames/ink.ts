/**
 * "Same bytes, quieter ink": splits the text of a frame into spans, each with a tone. The span texts joined
 * are exactly the input.
 *
 * In      Text of a frame, or of its JSON; truncated anywhere, valid or not.
 * Out     The envelope that repeats in every frame is `quiet`, what the delta brings has the tone of its
 *         kind, and text that is not JSON is `plain`.
 */
export type Tone =
	'quiet' | 'plain' | 'text' | 'reasoning' | 'tool' | 'usage' | 'error' | 'comment' | 'end';

export interface Span {
	readonly text: string;
	readonly tone: Tone;
}

/** A token of JSON text and its path, without array positions: `choices.delta.content`. */
export interface Token {
	readonly text: string;
	readonly kind: 'open' | 'close' | 'comma' | 'colon' | 'key' | 'value' | 'space';
	readonly path: string;
}

/** The text of a whole frame: field names, comments, JSON and line ends. */
export function inkFrame(text: string): Span[] {
	const spans: Span[] = [];
	const name = /^event: ?(\S+)/m.exec(text)?.[1];
	for (const line of text.split(/(?<=\r\n|\n|\r(?!\n))/)) {
		const data = /^\uFEFF?data: ?/.exec(line);
		if (line.startsWith(':')) spans.push({ text: line, tone: 'comment' });
		else if (!data) spans.push({ text: line, tone: /^\s*$/.test(line) ? 'quiet' : 'plain' });
		else {
			const json = inkJSON(line.slice(data[0].length), name);
			spans.push({ text: data[0], tone: 'quiet' }, ...json);
		}
	}
	return join(spans);
}

/** @param name Of the frame's event: the same as a type in the JSON says nothing new. */
export function inkJSON(text: string, name?: string): Span[] {
	if (/^\[DONE\]\s*$/.test(text)) return [{ text, tone: 'end' }];
	if (!/^\s*[[{]/.test(text)) return [{ text, tone: 'plain' }];
	const toneOf = tonesFor(text);
	return join(
		tokens(text).map((token) => {
			const isRepeated = token.path === 'type' && token.text === `"${name}"`;
			return { text: token.text, tone: isRepeated ? 'quiet' : toneOf(token) };
		})
	);
}

// A string may be truncated anywhere, even after the backslash of an escape.
const TOKEN_PATTERN = /"[^"\\]*(?:\\[^]?[^"\\]*)*(?:"|$)|[{}[\],:]|\s+|[^\s{}[\],:"]+/g;

export function tokens(text: string): Token[] {
	const found: Token[] = [];
	// One entry for each open bracket, with the path of its contents.
	const open: { path: string; isObject: boolean }[] = [];
	let key = '';
	let expectsKey = false;
	const path = () => {
		const parent = open.at(-1)?.path ?? '';
		return parent && key ? `${parent}.${key}` : parent || key;
	};

	for (const [piece] of text.matchAll(TOKEN_PATTERN)) {
		if (piece === '{' || piece === '[') {
			found.push({ text: piece, kind: 'open', path: path() });
			open.push({ path: path(), isObject: piece === '{' });
			key = '';
			expectsKey = piece === '{';
		} else if (piece === '}' || piece === ']') {
			open.pop();
			key = '';
			expectsKey = false;
			found.push({ text: piece, kind: 'close', path: path() });
		} else if (piece === ',') {
			found.push({ text: piece, kind: 'comma', path: path() });
			expectsKey = open.at(-1)?.isObject ?? false;
			if (expectsKey) key = '';
		} else if (piece === ':') {
			found.push({ text: piece, kind: 'colon', path: path() });
			expectsKey = false;
		} else if (/^\s/.test(piece)) {
			found.push({ text: piece, kind: 'space', path: path() });
		} else if (expectsKey) {
			key = piece.replaceAll('"', '');
			found.push({ text: piece, kind: 'key', path: path() });
		} else {
			found.push({ text: piece, kind: 'value', path: path() });
		}
	}
	return found;
}

/** Tones by path; the first match wins. Anything else is `quiet` or `plain`. */
const TONES: readonly [path: RegExp, tone: Tone][] = [
	[/^error\b|^(message|type|code|param)$/, 'error'],
	[/^(x_groq\.|choices\.)?(token_)?usage(_?metadata)?\b|^(prompt_)?eval_count$/i, 'usage'],
	// Some servers number their choices by name (`choices.0.delta`), and some have but one, in the chunk itself.
	[
		/^(choices\.)?(\d+\.)?(delta|message)\.(content\.)?(reasoning|think|thought|summary)/,
		'reasoning',
	],
	[
		/^(choices\.)?(\d+\.)?((delta|message)\.)?(tool_call|toolCalls|function_call|content\.(input|arg))/,
		'tool',
	],
	[
		/^(choices\.)?(\d+\.)?(delta|message)\.(content|refusal|text|output_text|audio\.transcript)\b/,
		'text',
	],
	[/^choices(\.\d+)?(\.(text|content|delta|message))?$/, 'text'],
	[/^choices\.(finish_reason|stop_reason)$/, 'end'],
	[/^choices\.delta\.role$/, 'plain'],
];

/** The same for typed events, of Responses and of Messages. */
const EVENT_TONES: readonly [path: RegExp, tone: Tone][] = [
	[/^error\b|^(message|code|param)$|^response\.error\b/, 'error'],
	[/^((response|message)\.)?usage\b/, 'usage'],
	[/^type$|^(message|item)\.role$/, 'plain'],
	[/^delta\.text$|^content_block\.text$/, 'text'],
	[/^(delta|content_block)\.thinking$/, 'reasoning'],
	[/^delta\.partial_json$|^(content_block|item)\.(name|input|arguments)\b/, 'tool'],
	[/^delta\.stop_reason$|^response\.(status|incomplete_details\.reason)$/, 'end'],
];

/** What `delta` of an event of Responses brings, by the event's family. */
const DELTA_TONES: readonly [family: RegExp, tone: Tone][] = [
	[/^reasoning/, 'reasoning'],
	[/^(function_call|custom_tool_call)/, 'tool'],
	[/^(output_text|refusal)/, 'text'],
];

const EVENT =
	/"type"\s*:\s*"(?:response\.(\w+)|message_\w+|content_block_\w+|ping"|error"\s*,\s*"(?:code|error))/;

/** How the tokens of one JSON text are inked. */
export function tonesFor(text: string): (token: Token) => Tone {
	const event = EVENT.exec(text.slice(0, 400));
	const family = event?.[1] ?? '';
	const delta = DELTA_TONES.find(([pattern]) => pattern.test(family))?.[1];
	const tones = event === null ? TONES : EVENT_TONES;
	return (token) => {
		if (token.kind !== 'value' || token.text === 'null' || token.text === '""') return 'quiet';
		if (delta !== undefined && token.path === 'delta') return delta;
		return tones.find(([pattern]) => pattern.test(token.path))?.[1] ?? 'quiet';
	};
}

function join(spans: readonly Span[]): Span[] {
	const joined: { text: string; tone: Tone }[] = [];
	for (const span of spans) {
		const last = joined.at(-1);
		if (last?.tone === span.tone) last.text += span.text;
		else if (span.text !== '') joined.push({ ...span });
	}
	return joined;
}
