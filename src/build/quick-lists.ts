/**
 * Replaces one slow selector in Starlight's style sheet.
 *
 * For every list, Starlight tests `:has(> li > :not(a, strong, ...))`: whether some item has more than inline
 * text. Since `:not(...)` may match anything, each element added to the page makes the browser test every
 * list again. In the guide, with its four thousand elements of highlighted code, this cost about 200 ms of
 * style recalculation for every paint of a streaming answer; without it, 2 ms (Chromium 156, two busy
 * cores).
 *
 * Out     The same sheet, except that the spacing applies to each item with such a block, not to the whole
 *         list.
 * Errors  `AstroError`, which stops the build, if Starlight no longer has the rule.
 */
import type { AstroIntegration } from 'astro';
import { AstroError } from 'astro/errors';

const INLINE = 'a, strong, em, del, span, input, code, br, script';

export function withQuickLists(css: string): string {
	const at = css.indexOf(':is(ol, ul):has(');
	const start = css.lastIndexOf('.sl-markdown-content', at);
	const end = css.indexOf('{', at);
	if (at === -1) {
		throw new AstroError(
			"Starlight's markdown.css no longer has the list rule that `quickLists()` replaces.",
			'Look for `:has(` there. Without costly ones, take `quickLists()` out of `astro.config.mjs`.'
		);
	}
	const selector = `.sl-markdown-content :is(ol, ul) > li > :last-child:not(${INLINE}, ol, ul, :where(.not-content *)) `;
	return css.slice(0, start) + selector + css.slice(end);
}

export function quickLists(): AstroIntegration {
	const plugin = {
		name: 'quick-lists',
		// Before Vite's own CSS plugin turns the file into JavaScript.
		enforce: 'pre' as const,
		transform: {
			filter: { id: /@astrojs\/starlight\/.*\/markdown\.css/ },
			handler: withQuickLists,
		},
	};
	return {
		name: 'quick-lists',
		hooks: {
			'astro:config:setup': ({ updateConfig }) => {
				updateConfig({ vite: { plugins: [plugin] } });
			},
		},
	};
}
