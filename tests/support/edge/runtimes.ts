/**
 * The demo API's worker in the runtimes of npm: on workerd bundled, as its tools do; on Deno and Bun as it is.
 *
 * Out     the address on the loopback, when it answers there.
 * Errors  throws what the runtime printed where it does not start.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Miniflare } from 'miniflare';
import { build } from 'vite';
import type { Loopback } from '../loopback.ts';
import { cachePath, toolOf } from '../machine.ts';

const WORKER = fileURLToPath(new URL('counted-worker.ts', import.meta.url));

export const runtimes: Readonly<Record<string, () => Promise<Loopback>>> = {
	workerd: startWorkerd,
	Deno: () => startProgram('Deno', ['serve', '--host', '127.0.0.1', '--port', '0', WORKER]),
	Bun: () => startProgram('Bun', [WORKER]),
};

async function startWorkerd(): Promise<Loopback> {
	const miniflare = new Miniflare({
		modules: [{ type: 'ESModule', path: 'worker.mjs', contents: await bundle() }],
		compatibilityDate: '2026-07-30',
		cf: false,
		// workerd's own address. Miniflare's is a proxy in front of it, and would be tested too.
		unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
		host: '127.0.0.1',
		port: 0,
	});
	await miniflare.ready;
	const { origin } = await miniflare.unsafeGetDirectURL();
	return { origin, close: () => miniflare.dispose() };
}

async function bundle(): Promise<string> {
	const built = await build({
		configFile: false,
		envDir: false,
		publicDir: false,
		logLevel: 'warn',
		build: {
			write: false,
			modulePreload: false,
			rolldownOptions: {
				input: WORKER,
				preserveEntrySignatures: 'strict',
				// What is fetched when it is needed elsewhere is in the file here.
				output: { format: 'es', codeSplitting: false },
			},
		},
	});
	if (!('output' in built) || built.output.length !== 1) {
		throw new Error(`${WORKER} makes more than one file.`);
	}
	return built.output[0].code;
}

async function startProgram(name: string, args: readonly string[]): Promise<Loopback> {
	const child = spawn(toolOf(name) ?? '', args, {
		env: {
			...process.env,
			NO_COLOR: '1',
			// Neither asks its maker for news.
			DENO_NO_UPDATE_CHECK: '1',
			DENO_DIR: cachePath('deno'),
			DO_NOT_TRACK: '1',
		},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
	let printed = '';
	const port = await new Promise<string>((resolve, reject) => {
		const read = (data: Buffer) => {
			printed += data;
			const found = /http:\/\/[\w.]+:(\d+)/.exec(printed)?.[1];
			if (found !== undefined) resolve(found);
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		void ended.then(() => reject(new Error(`${name} ended and printed: ${printed}`)));
	});
	return {
		origin: `http://127.0.0.1:${port}`,
		async close() {
			child.kill('SIGKILL');
			await ended;
		},
	};
}
