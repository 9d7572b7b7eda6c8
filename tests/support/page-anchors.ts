/** Every page's path, and the path of every heading on it that can be linked to. */
import { readdirSync, readFileSync } from 'node:fs';

const PAGES = new URL('../../src/content/docs/', import.meta.url);

export const anchorsOnPages: readonly string[] = readdirSync(PAGES).flatMap((file) => {
	const path = `/${file.replace(/\.mdx?$/, '/').replace(/^index\//, '')}`;
	const headings = readFileSync(new URL(file, PAGES), 'utf8').matchAll(/^#{2,3} (.+)$/gm);
	const slugs = Array.from(headings, ([, heading = '']) => {
		const words = heading.toLowerCase().replaceAll(/[^\w\s-]/g, '');
		return words.trim().replaceAll(/\s/g, '-');
	});
	return [path].concat(slugs.map((slug) => `${path}#${slug}`));
});
