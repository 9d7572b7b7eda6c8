/**
 * Chunks as JSON one after the other, on any number of lines: what `jq`, `console.log` or a notebook prints.
 *
 * Cost    One walk over the text, a parse for each value.
 */
import { frame, isChunk, parsed, type Repaired } from './chunk-lines.ts';

export function fromJSONSequence(text: string): Repaired | undefined {
	if (!/^\s*\{/.test(text)) return undefined;
	const values = objectsIn(text);
	// One object alone is no sequence: it may be a whole completion.
	if (values === undefined || values.length < 2) return undefined;
	const chunks = values.map((one) => (one === '[DONE]' ? one : parsed(one)));
	if (!chunks.every((one) => one === '[DONE]' || isChunk(one))) return undefined;
	return {
		text: chunks.map((one) => frame(one === '[DONE]' ? one : JSON.stringify(one))).join(''),
		repair: `It is ${chunks.length} chunks as JSON, one after the other. Each is shown as a frame of its own.`,
	};
}

/** The text of each object at the top, and `[DONE]`; `undefined` where anything else stands between them. */
function objectsIn(text: string): string[] | undefined {
	const found: string[] = [];
	let depth = 0;
	let start = 0;
	for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\[^])*"|[{}]|\[DONE\]/g)) {
		if (depth === 0 && /[^\s,]/.test(text.slice(start, index))) return undefined;
		if (token === '{') {
			if (depth++ === 0) start = index;
		} else if (token === '}') {
			if (--depth < 0) return undefined;
			if (depth === 0) found.push(text.slice(start, index + 1));
		} else if (depth === 0) {
			if (!token.includes('[DONE]')) return undefined;
			found.push('[DONE]');
		}
		if (depth === 0) start = index + token.length;
	}
	return depth === 0 && text.slice(start).trim() === '' ? found : undefined;
}
