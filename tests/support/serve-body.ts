import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Serves one body as an event stream to any request, on a loopback port that the system gives.
 *
 * @param options.cut Breaks the connection after the body instead of ending it.
 */
export async function serveBody(body: string, { cut = false } = {}) {
	const server = createServer((request, response) => {
		response.writeHead(request.method === 'OPTIONS' ? 204 : 200, {
			'content-type': 'text/event-stream',
			'access-control-allow-origin': '*',
			'access-control-allow-headers': 'authorization, content-type',
		});
		if (request.method === 'OPTIONS') return void response.end();
		if (!cut) return void response.end(body);
		// Not in the same tick: what is written must leave before the connection breaks.
		response.write(body, () => setTimeout(() => response.destroy(), 50));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		baseURL: `http://127.0.0.1:${port}/v1`,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
