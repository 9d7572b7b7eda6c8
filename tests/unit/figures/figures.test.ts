import { describe, expect, test } from 'vitest';
import { createDemoHandler } from '../../../src/demo/index.ts';
import { anatomyOf } from '../../../src/figures/anatomy.ts';
import { placeOf, placesIn, readCut, surveyCuts, verdictOf } from '../../../src/figures/cut.ts';
import { kindsOf } from '../../../src/figures/kinds.ts';
import { crlf, cutBody, sample } from '../../../src/figures/recorded.ts';

const bytes = new TextEncoder().encode(cutBody);
const textOf = (raw: Uint8Array) => new TextDecoder().decode(raw);

describe('the recording of CR LF', () => {
	test('has the very bytes that the demo API sends today', async () => {
		const { url, body } = crlf.recording.request;
		const request = new Request(url, { method: 'POST', body: JSON.stringify(body) });
		const response = await createDemoHandler({ pace: 0 })(request);
		expect(crlf.bodyText).toBe(await response.text());
	});

	test('gives the figure whole frames, an emoji and a finish reason, and no [DONE]', () => {
		expect(cutBody).toMatch(/^(data: \{.*\}\r\n\r\n){4}$/);
		expect(cutBody).toContain('👋');
		expect(cutBody).toContain('"finish_reason":"length"');
	});
});

describe('readCut()', () => {
	test('runs both programs: the loop throws inside JSON, ours is right', async () => {
		const { loop, ours } = await readCut(bytes, 60);
		expect(loop.threw).toMatch(/^SyntaxError: /);
		expect(ours).toEqual({ text: 'text\n👋\n', threw: undefined });
	});

	test('shows half a character in each read, as the loop decodes it', async () => {
		const { at } = placesIn(cutBody).find(({ name }) => name === 'an emoji')!;
		const { reads } = await readCut(bytes, at);
		expect(reads[0]).toMatch(/\uFFFD$/);
		expect(reads[1]).toMatch(/^\uFFFD/);
	});

	test('finds a frame lost silently if the field name is cut', async () => {
		const { at } = placesIn(cutBody).find(({ name }) => name === 'the field name')!;
		const cut = await readCut(bytes, at);
		expect(verdictOf(cut)).toBe('silent');
		expect(cut.loop).toEqual({ text: 'text\n', threw: undefined });
	});

	test('gives the same frames, and our text whole, wherever the cut is', async () => {
		const { frames } = await readCut(bytes, bytes.length);
		expect(frames).toHaveLength(4);
		for (let at = 1; at < bytes.length; at++) {
			const cut = await readCut(bytes, at);
			expect(cut.frames, `cut at byte ${at}`).toEqual(frames);
			expect(cut.ours, `cut at byte ${at}`).toEqual({ text: 'text\n👋\n', threw: undefined });
		}
	});
});

test('surveyCuts() tries each place once, and finds every verdict', async () => {
	const { verdicts, oursRight } = await surveyCuts(bytes);
	expect(verdicts).toHaveLength(bytes.length - 1);
	expect(oursRight).toBe(bytes.length - 1);
	expect(new Set(verdicts)).toEqual(new Set(['whole', 'silent', 'throws']));
});

test('each button of the figure goes to the place it names', async () => {
	const places = await Promise.all(
		placesIn(cutBody).map(async ({ name, at }) => [name, placeOf(bytes, await readCut(bytes, at))])
	);
	expect(Object.fromEntries(places)).toMatchInlineSnapshot(`
		{
		  "a CRLF": "inside a CRLF",
		  "an emoji": "inside 👋, after 2 of its 4 bytes",
		  "between frames": "between two frames",
		  "the JSON": "inside the JSON of a frame",
		  "the field name": "inside the field name",
		}
	`);
});

describe('anatomyOf()', () => {
	test('names every byte of the frame that the page shows', () => {
		const frame = textOf(sample.frames[2]!.raw);
		const parts = anatomyOf(frame);
		expect(parts.map(({ text }) => text).join('')).toBe(frame);
		expect(parts.find(({ isNews }) => isNews)?.text).toBe('"delta":{"content":" upon"},');
	});

	test('rejects a frame with unknown parts', () => {
		expect(() => anatomyOf('data: {"id":1}\n\n')).toThrow('Envelope: not at the start of {"id":1}');
		const frame = textOf(sample.frames[2]!.raw);
		expect(() => anatomyOf(`${frame}: more\n\n`)).toThrow('goes on after its parts: : more');
	});
});

test('kindsOf() shows one frame of each kind that the page explains, in wire order', () => {
	const kinds = kindsOf(sample);
	expect(kinds.map(({ word }) => word)).toEqual(['role', 'text', 'finish', 'usage', 'done']);
	for (const { frameIndex, spans } of kinds) {
		const text = spans.map((span) => span.text).join('');
		expect(text).toBe(textOf(sample.frames[frameIndex]!.raw).trimEnd());
	}
});
