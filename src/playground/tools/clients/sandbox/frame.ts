/**
 * The script of the sandbox's page: starts a Worker for the reader's code and steps aside.
 *
 * The page stands in a frame with `sandbox="allow-scripts"`, so its origin is opaque: no storage, no
 * cookies, nothing of the site's. Its own policy (`src/build/csp.ts`) lets nothing out. A Worker of a
 * `blob:` inherits both. The reader's code runs in that Worker alone, never in this page.
 *
 * In   one message of the page around it, with the port on which the Worker reports.
 */
import type { SyntaxFault, Task } from './messages.ts';

addEventListener('message', start);

function start({ data, ports, source }: MessageEvent<Task>) {
	// Opened by itself, or framed without a sandbox by someone else, it would run code with the site's origin.
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
 * Where code stops being JavaScript. A failed `import()` does not say; a failed script element does. It is never
 * run: the import before its first line, on the same line, cannot be met.
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
