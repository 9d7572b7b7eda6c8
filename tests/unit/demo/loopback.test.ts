import { createServer, type Server } from 'node:http';
import { describe, expect, test } from 'vitest';
import { closeServer, listenOnLoopback } from '../../../src/demo/node/loopback.ts';

/** Servers on a machine that has no such address. */
function serversWithout(...hosts: readonly string[]) {
	const tried: string[] = [];
	const create = (): Server => {
		const server = createServer();
		const listen = server.listen.bind(server);
		return Object.assign(server, {
			listen({ port, host }: { port: number; host: string }, listening: () => void) {
				tried.push(host);
				if (!hosts.includes(host)) return listen({ port, host }, listening);
				const code = 'EADDRNOTAVAIL';
				queueMicrotask(() => server.emit('error', Object.assign(new Error(code), { code })));
				return server;
			},
		});
	};
	return { create, tried };
}

describe('listenOnLoopback()', () => {
	test.each(['127.0.0.1', '::1'])(
		'listens in the other family where there is no %s',
		async (host) => {
			const { create, tried } = serversWithout(host);
			const servers = await listenOnLoopback(0, create);
			expect(tried).toEqual(['127.0.0.1', '::1']);
			expect(servers.map((server) => server.listening)).toEqual([true]);
			await Promise.all(servers.map(closeServer));
		}
	);

	test('fails where there is neither', async () => {
		const { create } = serversWithout('127.0.0.1', '::1');
		await expect(listenOnLoopback(0, create)).rejects.toThrow('EADDRNOTAVAIL');
	});
});
