/** The `fetch` of the sandbox: a recorded response, read by read. */
import { describe, expect, test } from 'vitest';
import { createRecordedFetch } from '../../../../../../src/playground/tools/clients/sandbox/recorded-fetch.ts';

const reads = ['data: 1', '\n\nda', 'ta: 2\n\n'].map((text) => new TextEncoder().encode(text));
const response = { status: 200, headers: { 'content-type': 'text/event-stream' } };
const closed = { kind: 'closed', atMs: 1 } as const;
const failed = { kind: 'failed', atMs: 1, message: 'network error' } as const;
const address = 'https://recorded.invalid/';

describe('createRecordedFetch()', () => {
	test('returns the head and the reads with their boundaries, for every request', async () => {
		const fetch = createRecordedFetch({ response, reads, end: closed });
		for (let i = 0; i < 2; i++) {
			const answer = await fetch(address);
			expect(answer.headers.get('content-type')).toBe('text/event-stream');
			const got = await Array.fromAsync(answer.body!);
			expect(got.map((read) => new TextDecoder().decode(read))).toEqual([
				'data: 1',
				'\n\nda',
				'ta: 2\n\n',
			]);
		}
	});

	test('fails where the recorded connection failed, after everything before that', async () => {
		const { body } = await createRecordedFetch({ response, reads, end: failed })(address);
		const reader = body!.getReader();
		for (const read of reads) expect((await reader.read()).value).toEqual(read);
		await expect(reader.read()).rejects.toThrow('network error');
	});

	test('fails without a head if there was none', async () => {
		const fetch = createRecordedFetch({ response: undefined, reads: [], end: failed });
		await expect(fetch(address)).rejects.toThrow('network error');
	});

	test('ends when its signal does', async () => {
		const controller = new AbortController();
		const fetch = createRecordedFetch({ response, reads: [], end: undefined });
		const { body } = await fetch(address, { signal: controller.signal });
		const read = body!.getReader().read();
		controller.abort(new Error('left'));
		await expect(read).rejects.toThrow('left');
		await expect(fetch(address, { signal: controller.signal })).rejects.toThrow('left');
	});

	test.each([204, 205, 304])(
		'gives no body with status %i, which may have none',
		async (status) => {
			const fetch = createRecordedFetch({ response: { status }, reads, end: closed });
			expect((await fetch(address)).body).toBeNull();
		}
	);
});
