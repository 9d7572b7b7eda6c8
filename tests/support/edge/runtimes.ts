/**
 * The demo API's worker in the runtimes of npm: on workerd bundled, as its tools do; on Deno and Bun as it is.
 *
 * Out     the address on the loopback, when it answers there.
 * Errors  throws what the runtime printed where it does not start.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Loopback } from '../loopback.ts';
import { cachePath, toolOf } from '../machine.ts';

const WORKER = fileURLToPath(new URL('counted-worker.ts', import.meta.url));

export const runtimes: Readonly<Record<string, () => Promise<Loopback>>> = {
	workerd: startWorkerd,
	Deno: () => startProgram('Deno', ['serve', '--host', '127.0.0.1', '--port', '0', WORKER]),
	Bun: () => startProgram('Bun', [WORKER]),
};

const WORKERD_CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "demo", worker = (
    modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
    compatibilityDate = "2026-07-30",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "demo")],
);
`;

async function startWorkerd(): Promise<Loopback> {
	const folder = cachePath('workerd');
	mkdirSync(folder, { recursive: true });
	writeFileSync(`${folder}/worker.mjs`, await bundle());
	writeFileSync(`${folder}/config.capnp`, WORKERD_CONFIG);
	// It tells its port where it is told to.
	return startProgram('workerd', ['serve', '--control-fd=1', `${folder}/config.capnp`]);
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
			const found = /(?:http:\/\/[\w.]+:|"port":)(\d+)/.exec(printed)?.[1];
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
