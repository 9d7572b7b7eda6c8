/**
 * The script of the sandbox's page: starts a Worker for the reader's code.
 *
 * The page is in a frame with `sandbox="allow-scripts"`, so its origin is opaque: no storage, no cookies, no
 * access to the site. Its own policy (`src/build/csp.ts`) blocks all connections. A Worker from a `blob:`
 * URL inherits both. The reader's code runs only in that Worker, never in this page.
 *
 * In      One message from the parent page, with the port on which the Worker reports.
 */
import type { SyntaxFault, Task } from './messages.ts';

addEventListener('message', start);

function start({ data, ports, source }: MessageEvent<Task>) {
	// Opened on its own, or framed without a sandbox by another site, it would run code with the site's origin.
	if (source !== parent || parent === self || origin !== 'null') return;
	removeEventListener('message', start);
	const text = document.querySelector('#worker')?.textContent ?? '';
	// Not `type: 'module'`: Chromium 156 does not load such a Worker from the `blob:` of an opaque origin.
	const worker = new Worker(addressOf(text));
	worker.addEventListener('message', () => {
		void parse(data.code).then((fault) => worker.postMessage(fault));
	});
	worker.postMessage(data, [...ports]);
}

/**
 * Finds the line of a syntax error. A failed `import()` does not tell; a failed script element does. The script
 * never runs, because the import put before its first line cannot be resolved.
 */
function parse(code: string): Promise<SyntaxFault> {
	return new Promise((resolve) => {
		const script = document.createElement('script');
		const onError = (event: ErrorEvent) => {
			event.preventDefault();
			removeEventListener('error', onError);
			resolve({ message: event.message.replace(/^Uncaught /, ''), line: event.lineno });
		};
		addEventListener('error', onError);
		script.addEventListener('error', () => resolve({}));
		script.type = 'module';
		script.src = addressOf(`import 'blob:null/nothing'; ${code}`);
		document.head.append(script);
	});
}

function addressOf(text: string): string {
	return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
}
