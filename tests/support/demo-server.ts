/** The demo API over HTTP as `npm start` serves it, with an empty page for a site. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDemoHandler, type DemoHandler } from '../../src/demo/index.ts';
import { startSite } from '../../src/demo/node.ts';
import type { Loopback } from './loopback.ts';

interface DemoServerOptions {
	/** How long the demo's waits are; 1 is real time. */
	readonly pace?: number;
	readonly handler?: DemoHandler;
}

export async function startDemoServer({
	pace = 1 / 50,
	handler = createDemoHandler({ pace }),
}: DemoServerOptions = {}): Promise<Loopback> {
	const dist = mkdtempSync(join(tmpdir(), 'dist-'));
	writeFileSync(join(dist, 'index.html'), '');
	const server = await startSite({ port: 0, dist, handler });
	return {
		origin: `http://127.0.0.1:${server.port}`,
		async close() {
			await server.close();
			rmSync(dist, { recursive: true });
		},
	};
}
