/**
 * The printed programs that ask for one answer, and how a reader stops each: in a terminal by Ctrl+C, behind a page by
 * leaving the page.
 */
import { once } from 'node:events';
import installs from '../../src/examples/installs.json' with { type: 'json' };
import type { Stop } from '../../src/components/stops.ts';
import { startBackend, type BackendFile } from '../support/backend.ts';
import { languages } from '../support/languages.ts';
import { examplePath } from '../support/reader-folders.ts';
import { start, startCommand } from '../support/program.ts';
import { toolOf } from '../support/machine.ts';
import { textInFrames } from '../support/sse-text.ts';
import type { Running } from './stop.ts';

export interface Stoppable extends Pick<Stop, 'program' | 'how'> {
	start(baseURL: string): Promise<Running>;
}

/** They show no answer of their own making, or are what not to copy. */
const OTHERS = /replay|obvious|structured|tool.calls|^(backend|nextjs)\/|\.(js|tsx|ts)$/;

const inTerminal = (child: ReturnType<typeof start>): Running => {
	let printed = '';
	child.stdout.setEncoding('utf8').on('data', (piece: string) => (printed += piece));
	const ended = once(child, 'close');
	return {
		text: () => (printed.startsWith('data:') ? textInFrames(printed) : printed),
		// A terminal sends it to all processes of a pipeline.
		stop: () => void process.kill(-child.pid!, 'SIGINT'),
		close: () => ended,
	};
};

const program = (file: string): Stoppable => ({
	program: file,
	how: 'Ctrl+C',
	start: async (baseURL) => inTerminal(start(file, { baseURL, ownGroup: true })),
});

const compiled = languages
	.filter(({ name }) => toolOf(name) !== undefined)
	.flatMap((language) =>
		[language.short, language.file].map((file): Stoppable => ({
			program: file,
			how: 'Ctrl+C',
			async start(baseURL) {
				const name = file.replaceAll(/\W/g, '-');
				const command = await language.build(examplePath(file), `stop-${name}`);
				return inTerminal(startCommand(command, { baseURL, ownGroup: true }));
			},
		}))
	);

const backend = (file: BackendFile): Stoppable => ({
	program: `backend/${file}`,
	how: 'the page leaves',
	async start(baseURL) {
		const server = await startBackend(file, { baseURL, apiKey: 'sk-test' });
		const leave = new AbortController();
		const response = await fetch(`${server.origin}/v1/chat/completions`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ messages: [{ role: 'user', content: 'Tell me a story' }] }),
			signal: leave.signal,
		});
		let frames = '';
		const read = (async () => {
			for await (const piece of response.body!.pipeThrough(new TextDecoderStream()))
				frames += piece;
		})().catch(() => undefined); // it is aborted
		return {
			text: () => textInFrames(frames),
			stop: () => leave.abort(),
			close: () => Promise.all([read, server.close()]),
		};
	},
});

/** What *Python* warns of: it leaves the loop and keeps the stream. */
export const breakAlone: Stoppable = {
	program: '../../tests/examples/obvious_break.py',
	how: 'break',
	async start(baseURL) {
		const child = start('../../tests/examples/obvious_break.py', { baseURL, keepsInput: true });
		const broke = once(child.stdout, 'data').then(() => undefined);
		return {
			text: () => '',
			leaves: broke,
			async close() {
				child.kill('SIGKILL');
				await once(child, 'close');
			},
		};
	},
};

const files = Object.values(installs)
	.flat()
	.filter((file) => !OTHERS.test(file) && /\.(py|mjs|mts)$/.test(file));

export const stoppable: readonly Stoppable[] = [
	...[...files, 'browser/terminal.mjs', 'curl/stream.sh'].map(program),
	...compiled,
	...(['short.py', 'server.py', 'short.mjs', 'server.mjs'] as const).map(backend),
	breakAlone,
];
