/** What stands where an API should answer, and is a web page: a proxy's error, a login form. */
import { shorten } from './wording.ts';

export function isHtml(text: string, contentType: string | undefined): boolean {
	return (
		/^\s*text\/html\b/i.test(contentType ?? '') ||
		/^\s*(<\?xml[^>]*>\s*)?<(!doctype html|html|head|body|title|center|h1)\b/i.test(text)
	);
}

/** The title of a web page, on one line. */
export function titleOf(html: string): string | undefined {
	// It stands near the start; a search through a long page without one could take its time.
	const start = html.slice(0, 16_384);
	const title =
		/<title[^>]*>([^<]*)/i.exec(start)?.[1]?.trim() || /<h1[^>]*>([^<]*)/i.exec(start)?.[1];
	const line = title?.replace(/\s+/g, ' ').trim();
	return line ? shorten(line) : undefined;
}

/** A phrase for it. */
export function webPage(html: string): string {
	const title = titleOf(html);
	return `a web page${title === undefined ? '' : ` titled "${title}"`}`;
}
