/**
 * Runs the reader's code over a recorded response in a sandbox.
 *
 * The code runs in a Worker, inside a frame with an opaque origin and its own policy (`sandbox/`). Each run
 * has its own frame; removing the frame ends whatever is running in it.
 *
 * In      Code that exports `streamChat`, like the printed example. The key never gets here.
 * Out     What it yielded, how it ended, and what it wrote to the console, with the lines in the code. It
 *         does not reject; messages on the port come from the reader's code, so they are not trusted.
 * Limits  `limitMs` from the start of the code. The Worker limits console lines and characters.
 */
import { addressOf } from '../../../address.ts';
import { isObject } from '../../../chat/index.ts';
import { responseInit, type Recording } from '../../../run/index.ts';
import { RECORDED_BASE_URL, requestOf } from '../index.ts';
import type { Result } from './result.ts';
import type { Task } from './sandbox/messages.ts';

/** Recorded bytes are there at once, so normal code needs a few milliseconds. */
const LIMIT_MS = 5000;
/** Time for loading the frame and its Worker, which come from this site. */
const START_MS = 20_000;

const SANDBOX = '/sandbox.html';

export async function runYours(
	code: string,
	recording: Recording,
	{ limit = LIMIT_MS } = {}
): Promise<Result> {
	const frame = document.createElement('iframe');
	frame.setAttribute('sandbox', 'allow-scripts');
	frame.hidden = true;
	frame.title = 'Sandbox';
	frame.src = addressOf(SANDBOX);
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
			request: { ...requestOf(recording), baseURL: RECORDED_BASE_URL },
			response: response && responseInit(response),
			reads: reads.map(({ bytes }) => bytes),
			end,
		};
		// An opaque origin can only be addressed as `*`. The page in the frame is ours.
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
		let timer = setTimeout(() => end('unstarted', 'The sandbox did not load.'), START_MS);
		port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
			const report = isObject(data) ? data : {};
			const line = typeof report['line'] === 'number' ? report['line'] : undefined;
			if (report['kind'] === 'started') {
				clearTimeout(timer);
				const reason = `It had not ended after ${limit / 1000} s, so it was ended.`;
				timer = setTimeout(() => end('limit', reason), limit);
			} else if (report['kind'] === 'text') text += String(report['text']);
			else if (report['kind'] === 'line') {
				lines.push({ level: String(report['level']), text: String(report['text']), line });
			} else if (report['kind'] === 'ended') {
				if (report['error'] === undefined) end('returned');
				else end('threw', String(report['error']), line);
			}
		});
		port.start();
	});
}
