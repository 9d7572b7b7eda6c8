/**
 * A real LiteLLM proxy on loopback, with the demo API behind it.
 *
 * In      the Python of an environment with `requirements.txt` beside this file.
 * Out     its base URL, on ports that the system gives; `close()` ends both.
 * Errors  throws what LiteLLM printed last where it ends by itself, or is not ready in time.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createDemoHandler } from '../../src/demo/index.ts';
import { serveHandler } from '../support/loopback.ts';
import { gatewayConfig } from './config.ts';

/** 12 s on two idle cores; minutes where others want the processor. */
const READY_SECONDS = 600;
const END_SECONDS = 10;

export interface Gateway {
	/** `http://127.0.0.1:PORT/v1`. */
	readonly baseURL: string;
	close(): Promise<void>;
}

export async function startGateway(python: string): Promise<Gateway> {
	const demo = await serveHandler(createDemoHandler({ pace: 0 }));
	const timedDemo = await serveHandler(createDemoHandler());
	const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
	const file = join(folder, 'litellm.yaml');
	writeFileSync(file, JSON.stringify(gatewayConfig(demo.origin, timedDemo.origin)));
	const proxy = spawn(
		join(dirname(python), 'litellm'),
		['--config', file, '--host', '127.0.0.1', '--port', '0', '--telemetry', 'False'],
		{
			cwd: folder,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: {
				PATH: process.env['PATH'],
				HOME: folder,
				// Nothing is fetched, and nothing is reported to anybody.
				LITELLM_LOCAL_MODEL_COST_MAP: 'True',
				LITELLM_TELEMETRY: 'False',
				HF_HUB_OFFLINE: '1',
				NO_DOCS: 'True',
				DISABLE_ADMIN_UI: 'True',
				PYTHONUNBUFFERED: '1',
			},
		}
	);
	const close = async () => {
		await end(proxy);
		await demo.close();
		await timedDemo.close();
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		return { baseURL: `${await originOf(proxy)}/v1`, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** Uvicorn says where it listens once it answers. */
async function originOf(proxy: ChildProcess): Promise<string> {
	let output = '';
	const origin = Promise.withResolvers<string>();
	const listen = (data: Buffer) => {
		output += data.toString();
		const found = /running on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
		if (found !== undefined) origin.resolve(found);
	};
	proxy.stdout?.on('data', listen);
	proxy.stderr?.on('data', listen);
	proxy.on('error', origin.reject);
	proxy.on('exit', () => origin.reject(new Error(`LiteLLM ended:\n${output.slice(-2000)}`)));
	const late = new AbortController();
	const timeout = setTimeout(READY_SECONDS * 1000, undefined, { signal: late.signal }).then(() => {
		throw new Error(`LiteLLM was not ready in ${READY_SECONDS} s:\n${output.slice(-2000)}`);
	});
	try {
		return await Promise.race([origin.promise, timeout]);
	} finally {
		late.abort();
		timeout.catch(() => undefined);
	}
}

async function end(proxy: ChildProcess): Promise<void> {
	if (proxy.exitCode !== null || proxy.signalCode !== null) return;
	const ended = once(proxy, 'exit');
	proxy.kill('SIGTERM');
	const late = new AbortController();
	const timeout = setTimeout(END_SECONDS * 1000, undefined, { signal: late.signal })
		.then(() => proxy.kill('SIGKILL'))
		.catch(() => undefined);
	await ended;
	late.abort();
	await timeout;
}
