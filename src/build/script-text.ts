/**
 * `import text from './worker.ts?script-text'`: a module with all its imports, as the text of a classic script.
 *
 * For scripts that are inline in a page or start from a `blob:`, and so cannot import.
 *
 * Out     An IIFE, so that it creates no globals.
 * Errors  A module that does not bundle, or a text that would close its `<script>`, stops the build.
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

/** `files` are the sources of the text, to be watched for changes. */
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
