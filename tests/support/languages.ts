/**
 * The programs of the page _Other languages_, compiled where their language is.
 *
 * In      a program's file, as the page prints it or changed by a test.
 * Out     the command that runs it. What compilers make is under `node_modules/.cache/streaming-docs/`.
 * Errors  throws what the compiler said.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cachePath, toolOf } from './machine.ts';
import type { Command } from './program.ts';

const run = promisify(execFile);

export interface Language {
	readonly name: string;
	/** By its path from `src/examples/`. */
	readonly file: string;
	/** The short program, which the page prints first. */
	readonly short: string;
	/** How the program writes its limit of silence, 60 seconds, and how it would write two. */
	readonly limit: readonly [printed: string, short: string];
	/** @param source An absolute path. @param name Of what is made, and no other's. */
	build(source: string, name: string): Promise<Command>;
}

const RUST_PROJECT = fileURLToPath(new URL('../examples/rust/', import.meta.url));

/** A compiler may have to compile what a program needs, too, on a machine with much else to do. */
export const BUILD_LIMIT_MS = 600_000;

export const languages: readonly Language[] = [
	{
		name: 'Go',
		file: 'go/stream.go',
		short: 'go/short.go',
		limit: ['60 * time.Second', '2 * time.Second'],
		async build(source, name) {
			const program = cachePath(`go/${name}`);
			await run(tool('Go'), ['build', '-o', program, source]);
			return [program];
		},
	},
	{
		name: 'Rust',
		file: 'rust/stream.rs',
		short: 'rust/short.rs',
		limit: ['from_secs(60)', 'from_secs(2)'],
		build: buildRust,
	},
	{
		name: 'Java',
		file: 'java/Stream.java',
		short: 'java/Short.java',
		limit: ['60_000', '2_000'],
		async build(source, name) {
			const classes = cachePath(`java/${name}`);
			await run(tool('Java'), ['-cp', await gson(), '-d', classes, source]);
			return javaCommand(classes, basename(source, '.java'));
		},
	},
	{
		name: 'Ruby',
		file: 'ruby/stream.rb',
		short: 'ruby/short.rb',
		limit: ['SILENCE_SECONDS = 60', 'SILENCE_SECONDS = 2'],
		build: async (source) => [tool('Ruby'), source],
	},
	{
		name: 'PHP',
		file: 'php/stream.php',
		short: 'php/short.php',
		limit: ['SILENCE_SECONDS = 60', 'SILENCE_SECONDS = 2'],
		build: async (source) => [tool('PHP'), source],
	},
];

function tool(language: string): string {
	const path = toolOf(language);
	if (path === undefined) throw new Error(`This machine has no ${language}.`);
	return path;
}

/** One that needs less of a machine with much else to do: these run for a moment. */
export async function javaCommand(classes: string, main: string): Promise<Command> {
	const path = [classes, await gson()].join(delimiter);
	const quick = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
	return [join(dirname(tool('Java')), 'java'), ...quick, '-cp', path, main];
}

/** The version is the one in the program's own first line. */
export async function gson(): Promise<string> {
	const source = fileURLToPath(new URL('../../src/examples/java/Stream.java', import.meta.url));
	return cachePath(/gson-[\d.]+\.jar/.exec(await readFile(source, 'utf8'))![0]);
}

/** Every program is a project with the same packages, which are compiled once. */
async function buildRust(source: string, name: string): Promise<Command> {
	const project = cachePath(`rust/${name}`);
	const target = cachePath('rust/target');
	await mkdir(project, { recursive: true });
	const manifest = await readFile(join(RUST_PROJECT, 'Cargo.toml'), 'utf8');
	const named = manifest
		.replace(/(\[\[bin\]\]\nname = ).*/, `$1"${name}"`)
		.replace(/^path = .*/m, `path = ${JSON.stringify(source)}`);
	await writeFile(join(project, 'Cargo.toml'), named);
	await run(tool('Rust'), ['build', '--quiet'], {
		cwd: project,
		env: { ...process.env, CARGO_TARGET_DIR: target },
	});
	return [join(target, 'debug', name)];
}
