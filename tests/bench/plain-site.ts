/**
 * A site of plain Starlight with the text of some of our pages: what they would weigh with nothing added.
 *
 * In      `dist/`, for the Markdown of the pages.
 * Out     The folder of the built site.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dist } from '../support/site.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

// Astro looks here for the packages whose sources it must build, too.
const PACKAGE = JSON.stringify({
	private: true,
	type: 'module',
	dependencies: { astro: '*', '@astrojs/starlight': '*' },
});

const CONFIG = `import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';
export default defineConfig({ integrations: [starlight({ title: 'Plain', pagefind: true })] });
`;

const CONTENT = `import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`;

export function buildPlainSite(names: readonly string[]): string {
	// Within the project, whose modules it uses, and not among them: Vite would not build what is there.
	const folder = `${root}.astro/plain-starlight`;
	rmSync(folder, { recursive: true, force: true });
	const docs = `${folder}/src/content/docs`;
	mkdirSync(docs, { recursive: true });
	writeFileSync(`${folder}/package.json`, PACKAGE);
	writeFileSync(`${folder}/astro.config.mjs`, CONFIG);
	writeFileSync(`${folder}/src/content.config.ts`, CONTENT);
	for (const name of names) writeFileSync(`${docs}/${name}.md`, pageOf(name));
	const astro = `${root}node_modules/astro/bin/astro.mjs`;
	execFileSync(process.execPath, [astro, 'build', '--root', folder, '--silent'], {
		cwd: folder,
		env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	return `${folder}/dist`;
}

/** Starlight takes the title from the front matter. */
function pageOf(name: string): string {
	const markdown = readFileSync(`${dist}${name}.md`, 'utf8');
	const [, title = name, text = ''] = /^# ([^\n]*)\n(.*)$/s.exec(markdown) ?? [
		undefined,
		name,
		markdown,
	];
	return `---\ntitle: ${JSON.stringify(title)}\n---\n\n${text}`;
}
