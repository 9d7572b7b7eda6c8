/**
 * Takes one costly selector out of Starlight's style sheet.
 *
 * Starlight asks, for every list of a page, `:has(> li > :not(a, strong, ...))`: whether some item holds more
 * than inline text. As `:not(...)` may match anything, each element that comes to the page has the browser
 * ask again for the whole of it. In the guide, with its four thousand elements of highlighted code, that
 * was some 200 ms of style work for every paint of a streaming answer; without it, 2 ms (Chromium 156, two
 * busy cores).
 *
 * In      Starlight's `markdown.css`, as Vite loads it.
 * Out     the same, with the rule's spacing given to the items that hold such blocks, whatever the rest
 *         of their list does.
 * Errors  `AstroError`, which stops the build, when Starlight no longer has the rule.
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
		// Before Vite's own CSS plugin makes JavaScript of the file.
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
