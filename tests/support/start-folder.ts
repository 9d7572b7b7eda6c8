/**
 * A folder in which `npm start` is run as it is, with one stand-in: a build that writes one page when it is let.
 *
 * In      this project's files and packages; no Git, no network, and a path with what breaks careless scripts.
 * Out     programs started there, each with what it has printed so far; `close()` ends those still running.
 */
import { spawn } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = [
	'.ci',
	'package.json',
	'package-lock.json',
	'src/address.ts',
	'src/build',
	'src/demo',
];
/** What these import. */
const LINKED = ['src/sse', 'src/chat', 'src/graphemes.ts'];

/** Keeps the fingerprint as the real one does, with the real code. */
const BUILD = `import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { keepFingerprint } from './src/build/fingerprint.ts';
const { hooks } = keepFingerprint();
appendFileSync('builds', 'one ');
hooks['astro:config:done']({ config: { outDir: new URL('dist/', import.meta.url) } });
hooks['astro:build:start']();
while (!existsSync('may-build')) await setTimeout(20);
mkdirSync('dist', { recursive: true });
writeFileSync('dist/index.html', '<h1>Built</h1>');
hooks['astro:build:done']();
`;

export interface Started {
	printed(): string;
	/** Resolves with the match once it has printed that; rejects where it ends without. */
	until(pattern: RegExp): Promise<RegExpExecArray>;
	readonly ended: Promise<number | null>;
	/** At once, with all that it has started. */
	end(): void;
}

export function createStartFolder(name = 'Größe & Maß (1) ') {
	const root = mkdtempSync(join(tmpdir(), name));
	for (const path of COPIED) cpSync(join(PROJECT, path), join(root, path), { recursive: true });
	for (const path of LINKED) symlinkSync(join(PROJECT, path), join(root, path));
	mkdirSync(join(root, 'node_modules'));
	for (const entry of readdirSync(join(PROJECT, 'node_modules'))) {
		if (entry === '.cache') continue;
		symlinkSync(join(PROJECT, 'node_modules', entry), join(root, 'node_modules', entry));
	}
	writeFileSync(join(root, 'build.mjs'), BUILD);
	const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	manifest.scripts.astro = 'exec node build.mjs';
	writeFileSync(join(root, 'package.json'), JSON.stringify(manifest));

	const running = new Set<number>();
	function run(
		command: string,
		args: readonly string[],
		env: Record<string, string> = {}
	): Started {
		const child = spawn(command, args, {
			cwd: root,
			// A group of its own, so that what it starts ends with it.
			detached: true,
			env: {
				PATH: process.env['PATH'],
				HOME: process.env['HOME'],
				PORT: '0',
				// Nothing listens there.
				npm_config_registry: 'http://127.0.0.1:1/',
				npm_config_fetch_retries: '0',
				npm_config_update_notifier: 'false',
				...env,
			},
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const { pid } = child;
		if (pid === undefined) throw new Error(`${command} does not start.`);
		running.add(pid);
		let printed = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (data: Buffer) => (printed += data));
		}
		let hasEnded = false;
		const ended = new Promise<number | null>((resolve) => {
			child.on('close', (code) => {
				hasEnded = true;
				running.delete(pid);
				resolve(code);
			});
		});
		return {
			printed: () => printed,
			ended,
			end: () => process.kill(-pid, 'SIGKILL'),
			async until(pattern) {
				for (;;) {
					const found = pattern.exec(printed);
					if (found !== null) return found;
					if (hasEnded) throw new Error(`It ended without ${pattern}, and printed:\n${printed}`);
					await delay(20);
				}
			},
		};
	}

	return {
		path: (file: string) => join(root, file),
		run,
		start: (env: Record<string, string> = {}) => run('npm', ['start'], env),
		/** Lets a build go on that has begun, or begins. */
		letBuild: () => writeFileSync(join(root, 'may-build'), ''),
		/** How many builds have begun. */
		builds: () =>
			existsSync(join(root, 'builds'))
				? readFileSync(join(root, 'builds'), 'utf8').trim().split(' ').length
				: 0,
		close() {
			for (const pid of running) process.kill(-pid, 'SIGKILL');
			rmSync(root, { recursive: true, force: true });
		},
	};
}
