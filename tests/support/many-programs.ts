/**
 * Many programs of one language, run one after the other. A compiler that started for each would take a
 * minute for them, so they become the parts of one program, each otherwise as it was.
 *
 * In      the texts of programs that the Code panel made; a folder of the test's own.
 * Errors  throws what the compiler or a program said.
 */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gson, javaCommand, languages } from './languages.ts';
import { toolOf } from './machine.ts';
import { environment } from './program.ts';

const run = promisify(execFile);

type Build = (texts: readonly string[], dir: string) => Promise<readonly (readonly string[])[]>;

const interpreter =
	(language: string, ending: string): Build =>
	async (texts, dir) =>
		Promise.all(
			texts.map(async (text, at) => {
				const path = join(dir, `${at}.${ending}`);
				await writeFile(path, text);
				return [toolOf(language)!, path];
			})
		);

/** Each text becomes the file that `place` names, and `all` the program that runs them all. */
async function write(dir: string, files: Readonly<Record<string, string>>) {
	for (const [name, text] of Object.entries(files)) {
		const path = join(dir, name);
		await mkdir(join(path, '..'), { recursive: true });
		await writeFile(path, text);
	}
}

const builds: Readonly<Record<string, Build>> = {
	Ruby: interpreter('Ruby', 'rb'),
	PHP: interpreter('PHP', 'php'),
	async Go(texts, dir) {
		const names = texts.map((_, at) => `p${at}`);
		const imports = names.map((name) => `import "panel/${name}"\n`).join('');
		const calls = names.map((name) => `\t${name}.Run()\n`).join('');
		await write(dir, {
			'go.mod': 'module panel\n\ngo 1.22\n',
			'main.go': `package main\n\n${imports}\nfunc main() {\n${calls}}\n`,
		});
		for (const [at, name] of names.entries()) {
			await write(dir, {
				[`${name}/stream.go`]: texts[at]!.replace('package main', `package ${name}`),
				[`${name}/run.go`]: `package ${name}\n\nfunc Run() { main() }\n`,
			});
		}
		await run(toolOf('Go')!, ['build', '-o', 'programs', '.'], { cwd: dir });
		return [[join(dir, 'programs')]];
	},
	async Rust(texts, dir) {
		const parts = texts.map(
			(_, at) => `mod p${at} { include!("${at}.rs"); pub fn run() { main() } }\n`
		);
		const calls = texts.map((_, at) => `    p${at}::run();\n`);
		await write(dir, {
			...Object.fromEntries(texts.map((text, at) => [`${at}.rs`, text])),
			'all.rs': `${parts.join('')}\nfn main() {\n${calls.join('')}}\n`,
		});
		const rust = languages.find(({ name }) => name === 'Rust')!;
		return [await rust.build(join(dir, 'all.rs'), 'panel')];
	},
	async Java(texts, dir) {
		const sources = texts.map((_, at) => `p${at}/Stream.java`);
		const calls = texts.map((_, at) => `p${at}.Stream.main(args);`).join('\n');
		await write(dir, {
			...Object.fromEntries(
				texts.map((text, at) => [
					sources[at]!,
					`package p${at};\n${text.replace('\nclass Stream', '\npublic class Stream')}`,
				])
			),
			'All.java': `class All { public static void main(String[] args) {\n${calls}\n} }\n`,
		});
		await run(toolOf('Java')!, ['-cp', await gson(), '-d', '.', 'All.java', ...sources], {
			cwd: dir,
		});
		return [await javaCommand(dir, 'All')];
	},
};

export const isOtherLanguage = (language: string) => language in builds;

export async function runMany(language: string, texts: readonly string[], dir: string) {
	await mkdir(dir, { recursive: true });
	for (const [program, ...args] of await builds[language]!(texts, dir)) {
		await run(program!, args, { env: environment({}), maxBuffer: 1e8 });
	}
}
