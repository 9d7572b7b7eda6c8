import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NOTES } from '../../../../src/chat/notes-table.ts';
import { noteAnchors } from '../../../../src/playground/frames/note-anchors.ts';

/** Every page's path, and the path of every heading that can be linked to. */
const anchorsOnPages = (() => {
	const pages = new URL('../../../../src/content/docs/', import.meta.url);
	return readdirSync(pages).flatMap((file) => {
		const path = `/${file.replace(/\.mdx?$/, '/').replace(/^index\//, '')}`;
		const headings = readFileSync(new URL(file, pages), 'utf8').matchAll(/^#{2,3} (.+)$/gm);
		const slugs = Array.from(headings, ([, heading = '']) => {
			const words = heading.toLowerCase().replaceAll(/[^\w\s-]/g, '');
			return words.trim().replaceAll(/\s/g, '-');
		});
		return [path, ...slugs.map((slug) => `${path}#${slug}`)];
	});
})();

test('every note has an anchor, and no anchor is left over', () => {
	expect(Object.keys(noteAnchors).toSorted()).toEqual(NOTES.map(({ id }) => id).toSorted());
});

test('anchors point only to existing pages and headings', () => {
	expect(anchorsOnPages).toContain('/#web-browser-fetch');
	for (const [id, anchor] of Object.entries(noteAnchors)) {
		expect(anchorsOnPages, id).toContain(anchor);
	}
});

test('no file of the core contains a path of the site', () => {
	const folders = ['sse', 'chat', 'run'].map((name) => `../../../../src/${name}/`);
	for (const folder of folders) {
		const root = new URL(folder, import.meta.url);
		const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
		for (const file of files.filter((name) => name.endsWith('.ts'))) {
			const code = readFileSync(new URL(file, root), 'utf8');
			const paths = anchorsOnPages.filter((path) => path !== '/' && code.includes(`'${path}`));
			expect(paths, file).toEqual([]);
		}
	}
});
