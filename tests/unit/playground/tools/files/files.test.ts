import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	endLastFrame,
	fileNameOf,
	fromFile,
	fromText,
	toFile,
} from '../../../../../src/playground/tools/files/files.ts';
import { READABLE_BYTES } from '../../../../../src/playground/tools/files/use-import.ts';
import { example } from '../../../run/recordings.ts';

const fileOf = async ({ name, content }: { name: string; content: Blob }) =>
	new File([await content.arrayBuffer()], name);

describe('toFile() and fromFile()', () => {
	test.each(['json', 'har'] as const)('bring a run back whole by way of %s', async (format) => {
		const file = await fileOf(toFile(example, 'Hi', format));
		expect((await fromFile(file)).recording).toEqual(example);
	});

	test('bring its bytes back by way of sse', async () => {
		const file = await fileOf(toFile(example, 'Hi', 'sse'));
		const { reads } = (await fromFile(file)).recording;
		expect(reads).toHaveLength(1);
		expect([...reads[0]!.bytes]).toEqual(example.reads.flatMap(({ bytes }) => [...bytes]));
	});

	test('unpack a file that is compressed with gzip', async () => {
		const { content, name } = toFile(example, 'Hi', 'har');
		const packed = content.stream().pipeThrough(new CompressionStream('gzip'));
		const file = new File([await new Response(packed).arrayBuffer()], `${name}.gz`);
		const { recording, repairs } = await fromFile(file);
		expect(recording).toEqual(example);
		expect(repairs).toEqual(['It was compressed with gzip.']);
		const cut = new File([(await file.arrayBuffer()).slice(0, 60)], 'cut.gz');
		await expect(fromFile(cut)).rejects.toThrow(/cannot be unpacked/);
	});

	test('say what a file is that is not a run, and what to do', async () => {
		const problem = async (content: string, name = 'notes.txt') => {
			const error: unknown = await fromFile(new File([content], name)).catch((thrown) => thrown);
			const { message, hint } = error as { message: string; hint: string };
			return `${message} ${hint}`;
		};
		expect(await problem('a list of things')).toMatchInlineSnapshot(
			`""notes.txt" has no line that starts with "data:". Choose an exported recording, a HAR from the network panel, or a response that curl saved."`
		);
		expect(await problem('')).toMatchInlineSnapshot(
			`"“notes.txt” is empty. Choose an exported recording, a HAR, or a response that curl saved."`
		);
		const { content } = toFile(example, 'Hi', 'json');
		const cut = (await content.text()).slice(0, 700);
		expect(await problem(cut, 'cut.json')).toMatchInlineSnapshot(
			`"The recording is not valid JSON: Unterminated string in JSON at position 700 (line 37 column 144). It may have been cut off in transit. Export it again."`
		);
		expect(() => fromText('')).toThrowErrorMatchingInlineSnapshot(
			`[ImportProblem: There is nothing in the box.]`
		);
		const huge = { name: 'huge.har', size: 2 * READABLE_BYTES } as File;
		await expect(fromFile(huge)).rejects.toThrowErrorMatchingInlineSnapshot(
			`[ImportProblem: “huge.har” has 400.00 MB; the most that is read here is 200.00 MB.]`
		);
	});
});

describe('fileNameOf()', () => {
	test('is made of the words of the title', () => {
		expect(fileNameOf('Tell me a story!')).toBe('tell-me-a-story');
		expect(fileNameOf('run-2.recording.json')).toBe('run-2');
		expect(fileNameOf('../../etc/passwd')).toBe('etc-passwd');
		expect(fileNameOf('语言 नमस्ते')).toBe('语言-नमस्ते');
		expect(fileNameOf('?!')).toBe('run');
	});

	test('is a file name whatever the title', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (title) => {
				expect(fileNameOf(title)).toMatch(/^[\p{L}\p{M}\p{N}-]{1,120}$/u);
			})
		);
	});
});

test('a paste gets the blank line missing after its last frame, unless it is truncated', () => {
	const whole = 'data: {"choices":[]}\n\ndata: [DONE]';
	expect(endLastFrame(whole)).toBe(`${whole}\n\n`);
	expect(endLastFrame(`${whole}\n`)).toBe(`${whole}\n\n`);
	expect(endLastFrame('data: {"choices":[]}\r\n')).toBe('data: {"choices":[]}\n\n');
	for (const same of [
		`${whole}\n\n`,
		`${whole}\r\n\r\n`,
		'data: {"choices":[]}\n\ndata: {"choi',
		'{"log":{"entries":[]}}',
		': ping',
		'',
	]) {
		expect(endLastFrame(same)).toBe(same);
	}
});
