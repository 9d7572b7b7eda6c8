import { expect, test } from 'vitest';
import { nameOfFrame } from '../../../../src/playground/frames/frame-name.ts';
import { snapshotOf, type Recording } from '../../../../src/run/index.ts';

/** The names of the frames of a body. */
function namesOf(body: string): string[] {
	const recording: Recording = {
		version: 1,
		startedAt: undefined,
		request: { method: 'POST', url: 'https://a.test/', headers: [], body: undefined },
		response: { status: 200, statusText: '', headers: [], atMs: 0 },
		reads: [{ atMs: 1, bytes: new TextEncoder().encode(body) }],
		end: { kind: 'closed', atMs: 1 },
	};
	const { frames, meanings } = snapshotOf(recording);
	return frames.map((frame, i) => nameOfFrame(frame, meanings[i]));
}

const chunk = (delta: object, finish_reason: string | null = null) =>
	`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

test('a frame is named by its number and what it brings', () => {
	const body =
		': ping\n\n' +
		chunk({ content: ' with' }) +
		chunk({}, 'stop') +
		'data: [DONE]\n\n' +
		'data: {x\n\n';
	expect(namesOf(body)).toMatchInlineSnapshot(`
		[
		  "Frame 1, comment : ping",
		  "Frame 2, text " with"",
		  "Frame 3, finish "stop"",
		  "Frame 4, done [DONE]",
		  "Frame 5, not JSON",
		]
	`);
});

test('a long one by its beginning', () => {
	const [name] = namesOf(chunk({ content: 'word '.repeat(1000) }));
	expect(name).toMatch(/^Frame 1, text "word word/);
	expect(name!.length).toBeLessThan(100);
});
