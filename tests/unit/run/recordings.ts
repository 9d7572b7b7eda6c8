/** Recordings to test with: one to read, and any. */
import * as fc from 'fast-check';
import type { End, Recording } from '../../../src/run/index.ts';
import { DONE, bytes, chunk } from './support.ts';

export const example: Recording = {
	version: 1,
	startedAt: '2026-11-22T00:00:00.000Z',
	request: {
		method: 'POST',
		url: 'https://api.example/v1/chat/completions',
		headers: [['content-type', 'application/json']],
		body: { model: 'vllm-primary', messages: [{ role: 'user', content: 'Hi' }], stream: true },
	},
	response: {
		status: 200,
		statusText: 'OK',
		headers: [['content-type', 'text/event-stream']],
		atMs: 120.5,
	},
	reads: [
		{ atMs: 248, bytes: bytes(chunk({ content: 'café' })) },
		{ atMs: 262, bytes: Uint8Array.of(0xf0, 0x9f) },
		{ atMs: undefined, bytes: bytes(DONE) },
	],
	end: { kind: 'closed', atMs: 300 },
};

/** Any recording that a run can leave. */
export const recordings: fc.Arbitrary<Recording> = (() => {
	const time = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined });
	const json = fc
		.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }))
		.map((fields) => JSON.parse(JSON.stringify({ model: 'm', messages: [], ...fields })));
	const value = fc.string({ unit: 'binary' });
	const header = (...names: string[]) => fc.array(fc.tuple(fc.constantFrom(...names), value));
	return fc.record({
		version: fc.constant(1 as const),
		startedAt: fc.option(
			fc
				.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
				.map((date) => date.toISOString()),
			{ nil: undefined }
		),
		request: fc.record({
			method: fc.constantFrom('POST', 'GET'),
			url: value,
			headers: header('content-type', 'accept', 'x-stainless-lang'),
			body: fc.option(json, { nil: undefined }),
		}),
		response: fc.option(
			fc.record({
				status: fc.integer({ min: 100, max: 599 }),
				statusText: value,
				headers: header('content-type', 'x-request-id', 'retry-after'),
				atMs: time,
			}),
			{ nil: undefined }
		),
		reads: fc
			.array(
				fc.record({
					atMs: time,
					bytes: fc.oneof(fc.uint8Array(), value.map(bytes)),
				})
			)
			.map((reads) => {
				const times = reads.flatMap(({ atMs }) => atMs ?? []).toSorted((a, b) => a - b);
				return reads.map((read) => ({
					...read,
					atMs: read.atMs === undefined ? undefined : times.shift(),
				}));
			}),
		end: fc.option(
			fc
				.tuple(
					fc.constantFrom('closed', 'failed', 'blocked', 'stopped', 'stalled', 'cancelled'),
					time,
					fc.record({ message: value, stallMs: fc.nat() }, { requiredKeys: [] })
				)
				.map(([kind, atMs, more]): End => Object.assign(more, { kind: kind, atMs })),
			{ nil: undefined }
		),
	});
})();
