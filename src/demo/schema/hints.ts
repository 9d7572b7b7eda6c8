/**
 * What a message plainly says: places, numbers, quoted words, `age is 30`. The demo does not read; it looks for
 * the few shapes that a value usually has, and takes nothing where there is none.
 */
import type { Place } from './place.ts';

export interface Hints {
	/** A text for a property, by its name. */
	text(place: Place): string | undefined;
	number(place: Place): number | undefined;
	/** Whether the message has this word. */
	names(word: string): boolean;
	matches(pattern: RegExp): readonly string[];
	/** How many values the message has for a list of that name; two where it has none. */
	count(name: string): number;
}

/** Enough for a question, and searched in no time. */
const MAX_SEARCHED = 1_000;
const MAX_SHORT = 200;

/** @param fromPlace Where several calls take a place each, the first place that this one takes. */
export function readHints(message: string, fromPlace = 0): Hints {
	const text = message.slice(0, MAX_SEARCHED).toWellFormed();
	const lower = text.toLowerCase();
	const places = placesIn(text).slice(fromPlace);
	const proper = properNames(text);
	const quoted = all(text, /["“]([^"“”\n]{1,200})["”]|(?<!\w)['‘]([^'‘’\n]{1,200})['’](?!\w)/g);
	const figures = all(text, /(?<![\w.])(-?\d{1,15}(?:\.\d{1,10})?)(?![\d.]*\w)/g).map(Number);

	const listFor = (name: string) => {
		if (isPlace(name)) return places;
		return isPerson(name) ? proper : [];
	};

	return {
		text({ name, variant, before }) {
			const [found] = variant === 0 ? namedValue(text, name) : [];
			if (found !== undefined) return found;
			const listed = listFor(name);
			if (listed.length > 0) return listed[variant];
			if (/expression|formula|equation/i.test(name)) return sumIn(text);
			const quote = quoted[before.string];
			if (quote !== undefined) return quote;
			return variant === 0 && isWords(name) ? topicOf(text) : undefined;
		},
		number({ name, before }) {
			const [found] = namedValue(text, name);
			const figure = Number(found?.replace(/[^\d.-]+$/, '') || Number.NaN);
			return Number.isFinite(figure) ? figure : figures[before.number];
		},
		names: (word) => word !== '' && hasWord(lower, word.toLowerCase()),
		matches: (pattern) => text.match(pattern) ?? [],
		count: (name) => listFor(name).length || 2,
	};
}

/** Those a tool may be called for, one by one: `Paris and Rome`. */
export function placeCount(message: string): number {
	return placesIn(message.slice(0, MAX_SEARCHED)).length;
}

export function isPlace(name: string): boolean {
	return /^(?:.*[_-])?(?:city|cities|locations?|places?|town|country|destination|origin|region|where)$/i.test(
		name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_')
	);
}

function isPerson(name: string): boolean {
	const isOther = /file|function|event|product/i.test(name);
	return !isOther && /name|person|people|author|user|customer|participants/i.test(name);
}

function isWords(name: string): boolean {
	return /^(?:q|query|search|keywords?|question|text|prompt|input|message|content|topic|term)$/i.test(
		name.split(/[_-]/).at(-1) ?? ''
	);
}

const CAPITALISED = String.raw`\p{Lu}[\p{L}\p{M}'’-]*(?:\s\p{Lu}[\p{L}\p{M}'’-]*){0,3}`;
const PLACE = String.raw`${CAPITALISED}(?:,\s(?:\p{Lu}{2}\b|\p{Lu}\p{L}+(?=[?.!;]|$)))?`;

/** After `in Paris`, `for Paris, Rome and Oslo`; or one word that is not capitalised, `in paris`. */
function placesIn(text: string): readonly string[] {
	const lists = text.matchAll(
		new RegExp(
			String.raw`\b(?:[Ii]n|[Aa]t|[Ff]or|[Nn]ear|[Ff]rom|[Tt]o|[Oo]f)\s+(${CAPITALISED}(?:,\s${CAPITALISED}){1,8},?\s(?:and|or|&)\s${CAPITALISED}|${PLACE}(?:\s(?:and|or|&)\s${CAPITALISED})?)`,
			'gu'
		)
	);
	const found = Array.from(lists, ([, list = '']) => {
		const isList = /\s(?:and|or|&)\s/.test(list);
		return isList ? list.split(/,?\s(?:and|or|&)\s|,\s/) : [list];
	}).flat();
	const cleaned = found
		.map((place) => place.replace(/[.'’-]+$/, ''))
		.filter((place) => !isMonth(place));
	if (cleaned.length > 0) return [...new Set(cleaned)];
	const small = /\b(?:in|at|near|for)\s+([a-z][\p{L}-]{2,30})\b/u.exec(text)?.[1];
	return small === undefined || COMMON.has(small) ? [] : [small];
}

const isMonth = (word: string) =>
	/^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|JSON|Celsius|Fahrenheit|I$)/.test(
		word
	);

/** Capitalised words, but for the first of a sentence where any word would be. */
function properNames(text: string): readonly string[] {
	const names = Array.from(
		text.matchAll(new RegExp(`(?<![\\p{L}\\p{M}])${CAPITALISED}`, 'gu')),
		([name]) =>
			name
				.replace(/[.'’-]+$|['’]s$/, '')
				.split(' ')
				.filter((word, i) => i > 0 || !STARTS.has(word.toLowerCase()))
				.join(' ')
	);
	return [...new Set(names.filter((name) => name !== '' && !isMonth(name)))];
}

const STARTS: ReadonlySet<string> = new Set(
	(
		'a an the this that these my his her our i he she it we they you what which who where when why how is are was do ' +
		'does can could would will please extract give get show tell return find list make create generate call use name ' +
		'write call describe convert parse send book add in on at for from to with and or but if then reply answer respond hi hello user schema'
	).split(' ')
);

const COMMON: ReadonlySet<string> = new Set(
	(
		'the a an my your our their this that these those which what each every all any me you him her them json xml text ' +
		'order detail general now today tomorrow celsius fahrenheit degrees english french german one two three least most once example'
	)
		.split(' ')
		.concat('weather', 'format', 'short', 'words')
);

/** `age is 30`, `age: 30`, `colour = red`. */
function namedValue(text: string, name: string): readonly string[] {
	const words = name
		.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
		.replaceAll(/[_\W]+/g, ' ')
		.trim();
	if (words === '' || words.length > 40) return [];
	const said = new RegExp(
		String.raw`\b${words.replaceAll(' ', '[ _-]')}\b\s*(?:is|are|=|:)\s*["'“]?([^\s"'“”,;][^"“”,;\n]{0,80}?)["'”]?(?=[,;\n]|[.!?](?:\s|$)|\s(?:and|but|in|with|who)\s|["“”]|$)`,
		'iu'
	).exec(text);
	const years = new RegExp(String.raw`\b(\d{1,15})[ -]${words}s?\b`, 'iu').exec(text);
	return [
		said?.[1],
		words === 'age' ? /\b(\d{1,3})[ -]years?[ -]old\b/i.exec(text)?.[1] : years?.[1],
	].filter((value) => value !== undefined);
}

/** `12 * (3 + 4)`. */
function sumIn(text: string): string | undefined {
	return /[(\d][\d\s().]{0,60}[+*/^×÷-][\d\s+*/^().×÷-]{0,100}/.exec(text)?.[0].trim();
}

/** What a search is for; else the whole message. */
function topicOf(text: string): string {
	const about =
		/\b(?:search(?:\s\w+){0,4}?\s(?:for|about)|look up|find out about|about)\s+([^.?!\n]{2,200})/i.exec(
			text
		);
	return [...(about?.[1] ?? text).trim()].slice(0, MAX_SHORT).join('');
}

function hasWord(text: string, word: string): boolean {
	for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
		const isInside = /[\p{L}\p{N}]/u;
		if (!isInside.test(text.charAt(at - 1)) && !isInside.test(text.charAt(at + word.length)))
			return true;
	}
	return false;
}

function all(text: string, pattern: RegExp): readonly string[] {
	return Array.from(
		text.matchAll(pattern),
		([, ...groups]) => groups.find((one) => one !== undefined) ?? ''
	);
}
