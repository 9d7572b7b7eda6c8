/**
 * Runs code that the reader wrote over a recorded response, where it can reach nothing else.
 *
 * A frame with an opaque origin and a policy of its own holds a Worker, and that runs the code
 * (`sandbox/`). Each run has a frame of its own: removing it ends whatever goes on in it.
 *
 * In      Code that exports `streamChat`, as the printed example does; a recording. No key is near it.
 * Out     What it yielded, how it ended, and what it wrote to the console, each with its line in the code.
 * Limits  `limitMs` from the moment it starts; console lines and characters, in the Worker.
 * Errors  None thrown. What comes over the port is the reader's own, and is taken for what it is: anything.
 */
import { responseInit, type Recording } from '../../../run/index.ts';
import { recordedBaseURL, requestOf } from '../index.ts';
import type { Result } from './result.ts';
import type { Task } from './sandbox/messages.ts';

/** Recorded bytes come at once, so honest code needs some milliseconds. */
const limitMs = 5000;
/** The frame and its Worker come from this site. */
const startMs = 20_000;

const address = '/sandbox.html';

export async function runYours(
	code: string,
	recording: Recording,
	{ limit = limitMs } = {}
): Promise<Result> {
	const frame = document.createElement('iframe');
	frame.setAttribute('sandbox', 'allow-scripts');
	frame.hidden = true;
	frame.title = 'Sandbox';
	frame.src = address;
	const { port1, port2 } = new MessageChannel();
	const loaded = new Promise<void>((resolve) => {
		frame.addEventListener('load', () => resolve(), { once: true });
	});
	const ended = listen(port1, limit);
	try {
		document.body.append(frame);
		await Promise.race([loaded, ended]);
		const { response, reads, end } = recording;
		const task: Task = {
			code,
			request: { ...requestOf(recording), baseURL: recordedBaseURL },
			response: response && responseInit(response),
			reads: reads.map(({ bytes }) => bytes),
			end,
		};
		// The frame's origin is opaque, so it has no other name than `*`. The page in it is ours.
		frame.contentWindow?.postMessage(task, '*', [port2]);
		return await ended;
	} finally {
		port1.close();
		frame.remove();
	}
}

function listen(port: MessagePort, limit: number): Promise<Result> {
	let text = '';
	const lines: { level: string; text: string; line: number | undefined }[] = [];
	return new Promise((resolve) => {
		const end = (ended: Result['ended'], error?: string, line?: number) => {
			clearTimeout(timer);
			resolve({ text, ended, error, line, lines });
		};
		let timer = setTimeout(() => end('unstarted', 'The sandbox did not load.'), startMs);
		port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
			const said = (data ?? {}) as Readonly<Record<string, unknown>>;
			const line = typeof said['line'] === 'number' ? said['line'] : undefined;
			if (said['kind'] === 'started') {
				clearTimeout(timer);
				const reason = `It had not ended after ${limit / 1000} s, so it was ended.`;
				timer = setTimeout(() => end('limit', reason), limit);
			} else if (said['kind'] === 'text') text += String(said['text']);
			else if (said['kind'] === 'line') {
				lines.push({ level: String(said['level']), text: String(said['text']), line });
			} else if (said['kind'] === 'ended') {
				if (said['error'] === undefined) end('returned');
				else end('threw', String(said['error']), line);
			}
		});
		port.start();
	});
}
