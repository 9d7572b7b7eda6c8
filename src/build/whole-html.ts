/**
 * React's server renderer for the build, which has time: it waits for every part that comes late, and writes each in
 * its place. Otherwise large ones follow at the end, for a script to move, and a page without scripts shows what
 * stands in for them.
 */
import { renderToReadableStream, renderToString } from 'react-dom/server.node';
import type { RenderToReadableStreamOptions } from 'react-dom/server';

async function renderWhole(node: React.ReactNode, options?: RenderToReadableStreamOptions) {
	const stream = await renderToReadableStream(node, { ...options, progressiveChunkSize: Infinity });
	await stream.allReady;
	return stream;
}

export default { renderToString, renderToReadableStream: renderWhole };
