/**
 * `import text from './worker.ts?script-text'`: a module and all it imports, as the text of one classic script.
 *
 * For scripts that stand inside a page, or start from a `blob:`: they have no address to import from.
 *
 * Out     one function that calls itself, so that nothing of it becomes a global.
 * Errors  A module that does not bundle, or a text that would end its `<script>` early, stops the build.
 */
import { AstroError } from 'astro/errors';
import { build, type Plugin } from 'vite';

const QUERY = '?script-text';

export function scriptText(): Plugin {
	return {
		name: 'script-text',
		async load(id) {
			if (!id.endsWith(QUERY)) return undefined;
			const { text, files } = await bundleScript(id.slice(0, -QUERY.length));
			for (const file of files) this.addWatchFile(file);
			return `export default ${JSON.stringify(text)};`;
		},
	};
}

/** `files` are those it was made from: when one changes, the text does. */
export async function bundleScript(entry: string): Promise<{ text: string; files: string[] }> {
	const built = await build({
		configFile: false,
		envDir: false,
		publicDir: false,
		logLevel: 'warn',
		build: {
			write: false,
			modulePreload: false,
			rolldownOptions: { input: entry, output: { format: 'iife', strict: true } },
		},
	});
	if (!('output' in built) || built.output.length !== 1) {
		throw new AstroError(
			`${entry} makes more than one file, and a script's text is one.`,
			'Take out the `import()` of a file, or the asset, that it loads.'
		);
	}
	const [{ code, moduleIds }] = built.output;
	if (/<\/script|<!--/i.test(code)) {
		throw new AstroError(
			`${entry} holds \`</script\` or \`<!--\`, which would end the script of the page it stands in.`,
			'Write it in two pieces, such as `"<" + "/script"`.'
		);
	}
	return { text: code, files: moduleIds.filter((id) => !id.startsWith('\0')) };
}
