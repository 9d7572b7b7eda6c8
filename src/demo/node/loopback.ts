/**
 * Servers on the loopback addresses of both families, so that a client reaches `localhost` whichever of them it tries
 * first, and no other machine reaches anything.
 *
 * Errors  `StartError`, with a sentence for the terminal.
 */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class StartError extends Error {
	override readonly name = 'StartError';
}

export async function listenOnLoopback(
	port: number,
	create: () => Server
): Promise<[Server, ...Server[]]> {
	const first = await listen(create(), port, '127.0.0.1');
	try {
		return [first, await listen(create(), portOf(first), '::1')];
	} catch (error) {
		// A machine without IPv6 has no `::1`, and none of its clients will look there.
		if (error instanceof StartError) {
			await closeServer(first);
			if (port === 0) return listenOnLoopback(port, create);
			throw error;
		}
		return [first];
	}
}

function listen(server: Server, port: number, host: string): Promise<Server> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)));
		server.listen({ port, host }, () => resolve(server));
	});
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
	if (error.code === 'EADDRINUSE') {
		return new StartError(
			`Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`
		);
	}
	if (error.code === 'EACCES') {
		return new StartError(
			`Port ${port} is not open to programs of this user. Choose one above 1023: PORT=4322 npm start`
		);
	}
	return error;
}

export function closeServer(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

export function portOf(server: Server): number {
	// An `AddressInfo` while a server listens on a port.
	return (server.address() as AddressInfo).port;
}
