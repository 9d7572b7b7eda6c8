import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	RecordingError,
	loadRecording,
	saveRecording,
	type Recording,
} from '../../../src/run/index.ts';
import { example, recordings } from './recordings.ts';
import { answer, bytes } from './support.ts';

const schema = new URL('../../../public/recording.schema.json', import.meta.url);
const fitsSchema = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
	JSON.parse(readFileSync(schema, 'utf8'))
);

describe('saveRecording()', () => {
	test('writes readable JSON, one line per read', () => {
		expect(saveRecording(example)).toMatchInlineSnapshot(`
			"{
				"format": "chat-stream-recording",
				"version": 1,
				"startedAt": "2026-11-22T00:00:00.000Z",
				"request": {
					"method": "POST",
					"url": "https://api.example/v1/chat/completions",
					"headers": [
						[
							"content-type",
							"application/json"
						]
					],
					"body": {
						"model": "vllm-primary",
						"messages": [
							{
								"role": "user",
								"content": "Hi"
							}
						],
						"stream": true
					}
				},
				"response": {
					"status": 200,
					"statusText": "OK",
					"headers": [
						[
							"content-type",
							"text/event-stream"
						]
					],
					"atMs": 120.5
				},
				"reads": [
					{"atMs":248,"text":"data: {\\"id\\":\\"chatcmpl-1\\",\\"object\\":\\"chat.completion.chunk\\",\\"model\\":\\"vllm-primary\\",\\"choices\\":[{\\"index\\":0,\\"delta\\":{\\"content\\":\\"café\\"},\\"finish_reason\\":null}]}\\n\\n"},
					{"atMs":262,"base64":"8J8="},
					{"text":"data: [DONE]\\n\\n"}
				],
				"end": {"kind":"closed","atMs":300}
			}
			"
		`);
	});

	test('loads again as the same recording, byte for byte, and fits the schema', () => {
		fc.assert(
			fc.property(recordings, (recording) => {
				const file = saveRecording(recording);
				expect(loadRecording(file)).toEqual(recording);
				expect(fitsSchema(JSON.parse(file)), JSON.stringify(fitsSchema.errors)).toBe(true);
			})
		);
	});

	test('keeps reads that are cut inside a character', () => {
		const wire = bytes(answer.join(''));
		for (let cut = 0; cut <= wire.length; cut++) {
			const reads = [wire.slice(0, cut), wire.slice(cut)].map((read) => ({ atMs: 1, bytes: read }));
			const recording = { ...example, reads };
			expect(loadRecording(saveRecording(recording)), `cut at byte ${cut}`).toEqual(recording);
		}
	});
});

/** The example's file, with `value` at a place in it. */
function fileWith(path: string, value: unknown): string {
	const file = JSON.parse(saveRecording({ ...example, attempts: 2 })) as Fields;
	const names = path.split('/');
	const parent = names.slice(0, -1).reduce((part, name) => part[name] as Fields, file);
	parent[names.at(-1)!] = value;
	return JSON.stringify(file);
}

type Fields = Record<string, unknown>;

function errorOf(text: string): RecordingError | undefined {
	try {
		loadRecording(text);
	} catch (error) {
		if (error instanceof RecordingError) return error;
		throw error;
	}
	return undefined;
}

function words(text: string): string {
	const error = errorOf(text);
	return `${error?.code}: ${error?.message} ${error?.hint}`;
}

describe('loadRecording()', () => {
	test('preserves a BOM and empty reads', () => {
		const reads = ['\uFEFFdata: x', '', '\uFEFF'].map((read) => ({ atMs: 0, bytes: bytes(read) }));
		expect(loadRecording(saveRecording({ ...example, reads })).reads).toEqual(reads);
	});

	test.each([
		['a read of text that is none', 'reads/0/text', 7],
		['base64 that is cut', 'reads/1/base64', '8J+'],
		['a read that is both', 'reads/0/base64', ''],
		['a read that is neither', 'reads/0', { atMs: 1 }],
		['a misspelt field', 'reads/2/atMS', 1],
		['a time before the start', 'reads/0/atMs', -1],
		['a time that is text', 'response/atMs', '12'],
		['a status out of range', 'response/status', 1000],
		['a header without a value', 'response/headers/1', ['x-a'], '/response/headers/1/1'],
		['a header with two', 'response/headers/1', ['x', 'y', 'z']],
		['a key in a header', 'request/headers/1', ['authorization', 'x'], '/request/headers/1/0'],
		['a cookie', 'response/headers/1', ['set-cookie', 'x'], '/response/headers/1/0'],
		['an unknown end', 'end/kind', 'lost'],
		['a date that is none', 'startedAt', 'yesterday'],
		['no reads', 'reads', undefined, ''],
		['one attempt', 'attempts', 1],
		['a body that is a list', 'request/body', []],
		['a null in place of nothing', 'response', null],
		['a field of its own', 'a~b', 1, '/a~0b'],
	])('refuses %s, and says where', (_what, path, value, pointer = `/${path}`) => {
		const text = fileWith(path, value);
		expect(errorOf(text)).toMatchObject({ code: 'recording-damaged', pointer });
		expect(fitsSchema(JSON.parse(text))).toBe(false);
	});

	test('says what is wrong and what to do', () => {
		expect(words(fileWith('reads/1/atMs', '262'))).toMatchInlineSnapshot(
			`"recording-damaged: The recording is damaged at /reads/1/atMs: expected a number that is 248 or more, found "262". Export it again, or fix that value by hand."`
		);
		expect(words(fileWith('reads/1/atMs', 100))).toMatchInlineSnapshot(
			`"recording-damaged: The recording is damaged at /reads/1/atMs: expected a number that is 248 or more, found 100. Export it again, or fix that value by hand."`
		);
		expect(words(fileWith('reads', undefined))).toMatchInlineSnapshot(
			`"recording-damaged: The recording is damaged at its top: the field "reads" is missing. Export it again, or fix that value by hand."`
		);
		expect(words(fileWith('version', 2))).toMatchInlineSnapshot(
			`"recording-too-new: The recording has version 2; versions up to 1 can be read here. Reload the page to get its newest version, then try again."`
		);
		expect(words('{"log":{}}')).toMatchInlineSnapshot(
			`"recording-unknown: This JSON is not a recording: its \`format\` is not "chat-stream-recording". Choose a file that the playground exported."`
		);
		expect(words(saveRecording(example).slice(0, 300))).toMatchInlineSnapshot(
			`"recording-damaged: The recording is not valid JSON: Unterminated string in JSON at position 300 (line 16 column 7). It may have been cut off in transit. Export it again."`
		);
	});

	test('agrees with the schema on any change, except the order of times', () => {
		const values = [
			null,
			true,
			-1,
			1.5,
			1e9,
			'',
			'x',
			'2026-11-22T00:00:00Z',
			[],
			{},
			['a', 'b'],
			undefined,
		];
		const paths = pathsOf(JSON.parse(saveRecording({ ...example, attempts: 2 })));
		fc.assert(
			fc.property(fc.constantFrom(...paths), fc.constantFrom(...values), (path, value) => {
				const text = fileWith(path.join('/'), value);
				const loads = errorOf(text) === undefined;
				const file = JSON.parse(text);
				expect(loads, text).toBe(fitsSchema(file) && isInOrder(file as Recording));
			}),
			{ numRuns: 1000 }
		);
	});
});

/** What a schema cannot say. */
function isInOrder({ reads }: Pick<Recording, 'reads'>): boolean {
	const times = reads.flatMap(({ atMs }) => atMs ?? []);
	return times.every((atMs, i) => i === 0 || atMs >= times[i - 1]!);
}

/** The path of every value in `json`, and one more in each object. */
function pathsOf(json: unknown, at: string[] = []): string[][] {
	if (typeof json !== 'object' || json === null) return [at];
	const below = Object.entries(json).flatMap(([name, value]) => pathsOf(value, [...at, name]));
	const more = Array.isArray(json) ? String(json.length) : 'more';
	return [...(at.length > 0 ? [at] : []), ...below, [...at, more]];
}
