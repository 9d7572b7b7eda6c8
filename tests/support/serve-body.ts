import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Serves one body as an event stream to any request, on a loopback port that the system gives.
 *
 * @param options.isOpen Leaves the connection open after the body, until `cut()` breaks it. A browser may
 * throw away what it has not read when a connection breaks, so a test cuts when it has seen the body come.
 */
export async function serveBody(body: string, { isOpen = false } = {}) {
	const open = new Set<ServerResponse>();
	const server = createServer((request, response) => {
		response.writeHead(request.method === 'OPTIONS' ? 204 : 200, {
			'content-type': 'text/event-stream',
			'access-control-allow-origin': '*',
			'access-control-allow-headers': 'authorization, content-type',
		});
		if (request.method === 'OPTIONS') return void response.end();
		if (!isOpen) return void response.end(body);
		response.write(body);
		open.add(response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		baseURL: `http://127.0.0.1:${port}/v1`,
		cut() {
			for (const response of open) response.destroy();
		},
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
