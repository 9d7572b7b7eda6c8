/** A key that was pasted into another box than its own: which box, what to say, and the box without it. */
import { isKey, keysIn } from '../../run/index.ts';

/** The boxes that a reader types into, and what is read of each. */
export const BOXES = [
	'fault',
	'baseURL',
	'model',
	'message',
	'system',
	'temperature',
	'maxTokens',
	'tools',
	'responseFormat',
] as const;

export type Box = (typeof BOXES)[number];

/** These hold one name or number; a value that begins like a key is neither. */
const HOLDS_A_NAME: ReadonlySet<Box> = new Set(['model', 'temperature', 'maxTokens', 'fault']);

const TEXT =
	'This looks like an API key. It belongs in the box “API key”; it is not sent, kept or shared from here.';

export function hasKey(box: Box, text: string): boolean {
	return HOLDS_A_NAME.has(box) ? isKey(text) : keysIn(text).length > 0;
}

/** These hold the reader's own words, and those may speak of a key or a token: the reader decides. */
const HOLDS_WORDS: ReadonlySet<Box> = new Set(['message', 'system', 'tools', 'responseFormat']);

/** Texts that the reader wants sent as they are. Any change of one asks again. */
export type Meant = Readonly<Partial<Record<Box, string>>>;

export interface Misplaced {
	readonly field: Box;
	readonly text: string;
	/** The reader may say that the text is meant so. */
	readonly mayBeMeant: boolean;
}

export function misplacedKeys(
	settings: Readonly<Record<Box, string>>,
	meant: Meant = {}
): Misplaced[] {
	return BOXES.filter((box) => hasKey(box, settings[box]) && meant[box] !== settings[box]).map(
		(field) => ({ field, text: TEXT, mayBeMeant: HOLDS_WORDS.has(field) })
	);
}

/** The first key in a text, and the text without it and what was pasted around it. */
export function takeKey(text: string): { key: string; rest: string } {
	const keys = keysIn(text);
	let rest = text;
	for (const key of keys) rest = rest.replaceAll(key, '');
	rest = rest
		.replace(/(?:authorization:\s*)?\bbearer\s*(?=["']?\s*$)/i, '')
		.replace(/(["'])\s*\1/g, '');
	// The whole value if it only begins like a key.
	if (keys.length === 0) return { key: text.trim(), rest: '' };
	return { key: keys[0] ?? '', rest: rest.trim() === '' ? '' : rest };
}
