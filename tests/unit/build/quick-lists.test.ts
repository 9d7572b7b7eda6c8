import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { withQuickLists } from '../../../src/build/quick-lists.ts';

const css = readFileSync(
	new URL('../../../node_modules/@astrojs/starlight/dist/style/markdown.css', import.meta.url),
	'utf8'
);

describe('withQuickLists()', () => {
	test('replaces the list selector in the installed style sheet, and nothing else', () => {
		const quick = withQuickLists(css);
		expect(css).toContain(':is(ol, ul):has(');
		expect(quick).not.toContain(':is(ol, ul):has(');
		expect(quick.match(/[{}]/g)).toHaveLength(css.match(/[{}]/g)!.length);
		expect(/[^}]*\{\s*margin-bottom: 1\.25rem;\s*\}/.exec(quick)?.[0]).toContain(
			'.sl-markdown-content :is(ol, ul) > li > :last-child:not(a, '
		);
	});

	test('stops the build when Starlight has another rule there', () => {
		expect(() => withQuickLists('ul { margin: 0 }')).toThrowErrorMatchingInlineSnapshot(
			`[AstroUserError: Starlight's markdown.css no longer has the list rule that \`quickLists()\` replaces.]`
		);
	});
});
