/** Replies that do what a message plainly asks: repeat a text, or recall what was said before. */
import type { ChatMessage } from '../messages.ts';

const OPENING =
	/(?:^|[.!?\n][ \t]*)(?:(?:please|now|just|only|always|you must|you should|can you|could you)[ ,]+){0,3}(reply|respond|answer|say|write|output|print|return|repeat|echo)\b[ ,]*/giu;
/** What may stand between the verb and the text. */
const FILLER =
	/^(?:back|after me|to me|me|us|with|this|exactly|precisely|verbatim|only|just|(?:the )?following|the (?:exact |single |one )?(?:words?|text|phrase|sentence|string|message|token))\b[ ,]*/iu;
const COUNTED =
	/^(?:\d+|one|two|three|four|five|six|ten|a|an)\s+(?:\p{L}+\s+)?(?:words?|lines?|sentences?|paragraphs?|items?|letters?|times?|numbers?)\b/iu;
const QUOTED = [
	/^"([^"]+)"/,
	/^“([^”]+)”/,
	/^'([^]+?)'(?!\p{L})/u,
	/^‘([^]+?)’(?!\p{L})/u,
	/^`([^`]+)`/,
];
/** An order stands at the beginning, or not far from it. */
const MAX_SEARCHED = 2_000;

/**
 * The text of `reply exactly X`, `say exactly: X`, `respond with only the word X`, `repeat: X`, `say "X"`, to the letter;
 * without the quotes around it, and what follows those.
 */
export function exactText(prompt: string): string | undefined {
	for (const opening of prompt.slice(0, MAX_SEARCHED).matchAll(OPENING)) {
		const text = orderedText(opening[1] ?? '', prompt.slice(opening.index + opening[0].length));
		if (text !== undefined) return text;
	}
	return undefined;
}

function orderedText(verb: string, after: string): string | undefined {
	let rest = after;
	let fillers = '';
	for (let filler = FILLER.exec(rest); filler !== null; filler = FILLER.exec(rest)) {
		fillers += filler[0].toLowerCase();
		rest = rest.slice(filler[0].length);
	}
	const hasColon = rest.startsWith(':');
	if (hasColon) rest = rest.slice(1);
	rest = rest.trim();
	const inside = QUOTED.map((quotes) => quotes.exec(rest)?.[1]).find((one) => one !== undefined);
	// `Answer only in English` is no text to repeat; `answer only: yes` is.
	const isMarked = hasColon || inside !== undefined || /\b(?:words?|text|phrase)\b/.test(fillers);
	const isExact =
		/exactly|precisely|verbatim/.test(fillers) ||
		(isMarked && (/only|just/.test(fillers) || /repeat|echo/i.test(verb))) ||
		(inside !== undefined && /reply|respond|answer|say/i.test(verb));
	if (!isExact || rest === '' || COUNTED.test(rest)) return undefined;
	// Searched at the end alone: a message may be a megabyte of white space.
	const tail = /[,.]?\s+(?:and )?nothing (?:else|more)\.?$/i.exec(rest.slice(-40));
	return inside ?? rest.slice(0, rest.length - (tail?.[0].length ?? 0));
}

const FACT = String.raw`(?<value>[^.!?\n,;]{1,200}?)(?=[.!?](?:\s|$)|[\n,;]|\s(?:and|but)\s|$)`;
const ASKED = [
	/\bwhat(?:['’]s| is| was| are| were)?\s+(?:my|our|the)\s+(?<thing>[\p{L}\p{N} -]{1,60}?)(?:\s+(?:that |which )?(?:I|we|you)\b[^?]*)?\s*(?:\?|$)/iu,
	/\b(?:what|which)\s+(?<thing>[\p{L}\p{N} -]{1,60}?)\s+did\s+(?:I|we)\b/iu,
	/\b(?:remember|recall|know|tell me|repeat)\s+(?:what\s+)?(?:my|our|the)\s+(?<thing>[\p{L}\p{N} -]{1,60}?)(?:\s+(?:is|was|I\b[^?]*))?\s*[?.]/iu,
	/\b(?<thing>who)\s+am\s+I\b/iu,
];

/** What an earlier message said, where the last one asks for it: `Your name is Ada.` */
export function recall(messages: readonly ChatMessage[], prompt: string): string | undefined {
	// Questions stand at the end.
	const asked = prompt.slice(-MAX_SEARCHED);
	const question = ASKED.map((form) => form.exec(asked)?.groups?.['thing'])
		.find(Boolean)
		?.trim();
	if (!question) return undefined;
	const thing = question.toLowerCase() === 'who' ? 'name' : question;
	const whose = /\bmy\b|who/i.test(asked) ? 'Your' : 'The';
	const words = thing.split(/[\s-]+/).join('[\\s-]+');
	const forms = [
		String.raw`\b(?:my|our|the|a|an)\s+${words}\s*(?:is|are|was|were|=|:)\s*(?:now\s+)?${FACT}`,
		String.raw`\b(?:remember|note|memori[sz]e|keep)\b[^.!?\n]{0,60}?\b${words}\s*(?:is|are|=|:)?\s*${FACT}`,
		...(thing === 'name' ? [String.raw`\b(?:I am|I['’]m|call me|I am called)\s+${FACT}`] : []),
	].map((form) => new RegExp(form, 'iu'));
	// The newest counts, the question itself last: it may say the fact before it asks.
	const told = messages.filter(({ role }) => role === 'user' || role === 'system').toReversed();
	for (const { text } of [...told.slice(1), ...told.slice(0, 1)]) {
		for (const form of forms) {
			const value = form.exec(text.slice(0, MAX_SEARCHED))?.groups?.['value']?.trim();
			if (value) return `${whose} ${thing} is ${unquoted(value)}. This conversation says so.`;
		}
	}
	return undefined;
}

function unquoted(value: string): string {
	return value.replace(/^(["“'‘`])(.+)["”'’`]$/u, '$2');
}

/** Of an answer to a `tool` message: what came back, as it came. */
export function resultsSince(messages: readonly ChatMessage[]): readonly ChatMessage[] {
	const question = messages.findLastIndex(({ role }) => role === 'user');
	return messages.slice(question + 1).filter(({ role }) => role === 'tool' || role === 'function');
}
