import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NOTES } from '../../../../src/chat/notes-table.ts';
import { noteAnchors } from '../../../../src/playground/frames/note-anchors.ts';
import { anchorsOnPages } from '../../../support/page-anchors.ts';

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
