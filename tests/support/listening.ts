/**
 * A server that is a process of its own, from the moment it says where it listens.
 *
 * Out     its address, and what it has printed on either stream.
 * Errors  rejects with what it printed, where it ends before it says its address.
 */
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

export interface ListeningServer {
	/** `http://127.0.0.1:PORT`, without a slash. */
	readonly origin: string;
	/** All that it has printed so far, on either stream. */
	output(): string;
	close(): Promise<void>;
}

/** @param address Finds the address in what it prints. */
export async function listening(
	name: string,
	server: ChildProcessByStdio<Writable | null, Readable, Readable>,
	address: RegExp
): Promise<ListeningServer> {
	const ended = once(server, 'close');
	let output = '';
	const origin = await new Promise<string>((resolve, reject) => {
		for (const stream of [server.stdout, server.stderr]) {
			stream.setEncoding('utf8').on('data', (text: string) => {
				output += text;
				const found = address.exec(output)?.at(-1);
				if (found !== undefined) resolve(found);
			});
		}
		server.on('error', reject);
		void ended.then(() => reject(new Error(`${name} ended: ${output}`)));
	});
	return {
		origin,
		output: () => output,
		async close() {
			server.kill('SIGKILL');
			await ended;
		},
	};
}
