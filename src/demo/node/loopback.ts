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

/** A machine may have one family alone; none of its clients will look in the other. */
const HOSTS = ['127.0.0.1', '::1'];

export async function listenOnLoopback(
	port: number,
	create: () => Server
): Promise<[Server, ...Server[]]> {
	const servers: Server[] = [];
	const absent: unknown[] = [];
	for (const host of HOSTS) {
		try {
			servers.push(await listen(create(), servers[0] ? portOf(servers[0]) : port, host));
		} catch (error) {
			if (error instanceof StartError) {
				await Promise.all(servers.map(closeServer));
				// The system gave a port that is free in one family.
				if (port === 0 && servers.length > 0) return listenOnLoopback(port, create);
				throw error;
			}
			absent.push(error);
		}
	}
	const [first, ...others] = servers;
	if (first === undefined) throw absent[0];
	return [first, ...others];
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
