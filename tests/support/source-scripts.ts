/**
 * The parts of a source file that are JavaScript or TypeScript.
 *
 * In      the text of a `.ts`, `.tsx`, `.js`, `.mjs`, `.astro` or `.mdx` file.
 * Out     each part, and how many lines stand before it.
 * How     by their fences, not by Astro's and MDX's parsers: imports stand between the first two `---`,
 *         in `<script>`, or at the start of an MDX block, and nowhere else.
 */
export interface Script {
	readonly code: string;
	/** Lines before it in the file. */
	readonly firstLine: number;
}

export function scriptsIn(file: string, text: string): Script[] {
	if (file.endsWith('.astro')) {
		return matches(text, /^---\n(.*?)^---$|<script[^>]*>(.*?)<\/script>/dgms);
	}
	if (file.endsWith('.mdx')) {
		// Code blocks show imports that the page does not make. Blanked, so that lines still count.
		const prose = text.replace(/^( *)(`{3,}).*?^\1\2`*$/gms, (block) =>
			block.replace(/[^\n]/g, '')
		);
		// MDX reads a block as script if it starts with `import` or `export`; a blank line ends it.
		return matches(prose, /^((?:import|export)\b.*?)(?:^\s*$|(?![^]))/dgms);
	}
	return [{ code: text, firstLine: 0 }];
}

function matches(text: string, pattern: RegExp): Script[] {
	return [...text.matchAll(pattern)].map((match) => {
		const [start, end] = match.indices!.slice(1).find((range) => range !== undefined)!;
		return { code: text.slice(start, end), firstLine: text.slice(0, start).split('\n').length - 1 };
	});
}
