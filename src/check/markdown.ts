/** A report as Markdown, for a bug report. What a server sent stands in code, so that it is nothing but text. */
import type { Line, Report, Verdict } from './types.ts';

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
	right: 'Right',
	tolerable: 'Tolerable',
	wrong: 'Wrong',
	unseen: 'Not seen',
};

/** @param linkTo The address of a section of this site, by its path. */
export function reportAsMarkdown(report: Report, linkTo: (path: string) => string): string {
	const { baseURL, model, lines, sent, problem } = report;
	const head = [
		`# Check of ${inCode(baseURL)}`,
		`Model ${inCode(model)}, ${sent} requests. ${tally(lines)}`,
		...(problem === undefined ? [] : [fenced(problem)]),
	];
	return `${[...head, ...lines.map((line) => section(line, linkTo))].join('\n\n')}\n`;
}

function section({ title, finding }: Line, linkTo: (path: string) => string): string {
	if (finding === undefined) return `## ${title}: not checked`;
	const { verdict, what, todo, page, shown } = finding;
	const isRight = verdict === 'right';
	const parts = [`## ${title}: ${VERDICT_WORDS[verdict].toLowerCase()}`, plain(what)];
	if (todo !== undefined) parts.push(`${plain(todo)} See <${linkTo(page)}>.`);
	if (shown !== undefined && !isRight) {
		if (shown.frameIndex !== undefined) parts.push(`Frame ${shown.frameIndex + 1}:`);
		parts.push(fenced(shown.text));
	}
	return parts.join('\n\n');
}

export function tally(lines: readonly Line[]): string {
	const counts = Object.entries(VERDICT_WORDS).map(([verdict, word]) => {
		const { length } = lines.filter(({ finding }) => finding?.verdict === verdict);
		return length === 0 ? '' : `${length} ${word.toLowerCase()}`;
	});
	return `${counts.filter(Boolean).join(', ')}.`;
}

/** A sentence of ours; a reason in it may quote the server, outside of backticks. */
function plain(sentence: string): string {
	const parts = sentence
		.trim()
		.replaceAll(/\s+/g, ' ')
		.replaceAll(/`{2,}/g, '`')
		.split(/(`[^`]*`)/);
	return parts.map((part, i) => (i % 2 === 1 ? part : escaped(part))).join('');
}

function escaped(text: string): string {
	// A name after @ would be called, and a number after # linked: neither is, with nothing between the two.
	return text.replaceAll(/[\\*_[\]<>#|~!&]/g, '\\$&').replaceAll(/[@#]/g, '$&\u200b');
}

function inCode(text: string): string {
	return `\`${text.replaceAll(/[`\s]+/g, ' ')}\``;
}

/** A fence longer than any in the text. */
function fenced(text: string): string {
	const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
	const fence = '`'.repeat(longest + 1);
	return `${fence}text\n${text}\n${fence}`;
}
