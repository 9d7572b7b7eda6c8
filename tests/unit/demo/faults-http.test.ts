/** Every fault over a real socket: the bytes are those of the page, and a cut is a cut. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, describe, expect, test } from 'vitest';
import { createDemoHandler, faultDescriptions } from '../../../src/demo/index.ts';
import { chatRequest, STORY } from '../../support/demo.ts';
import { startDemoServer } from '../../support/demo-server.ts';

const server = await startDemoServer({ pace: 0 });
afterAll(() => server.close());

interface Got {
	head: boolean;
	status: number | undefined;
	body: string;
	end: 'closed' | 'cut' | 'held';
}

/** In the page a body that is silent for so long will stay so: nothing here waits at pace 0. */
const SILENCE_MS = 150;
/** Over HTTP, a busy machine may be silent for longer. */
const BUSY_MS = 10_000;
const fields = { model: 'vllm-primary', stream: true, messages: [STORY], max_tokens: 30 };

async function inPage(base: string): Promise<Got> {
	const handler = createDemoHandler({ pace: 0 });
	let response: Response;
	try {
		response = await handler(chatRequest(fields, { base }));
	} catch {
		return { head: false, status: undefined, body: '', end: 'cut' };
	}
	const got: Got = { head: true, status: response.status, body: '', end: 'closed' };
	const reader = response.body?.getReader();
	for (;;) {
		const silence = Promise.withResolvers<'held'>();
		const timer = setTimeout(() => silence.resolve('held'), SILENCE_MS);
		const read = await Promise.race([reader?.read().catch(() => 'cut' as const), silence.promise]);
		clearTimeout(timer);
		if (read === 'held' || read === 'cut') return { ...got, end: read };
		if (read === undefined || read.done) return got;
		got.body += Buffer.from(read.value).toString('latin1');
	}
}

async function overHttp(base: string, expected: Got): Promise<Got> {
	const sent = request(`${server.origin}${base}/chat/completions`, {
		method: 'POST',
	});
	sent.end(JSON.stringify(fields));
	let response: IncomingMessage;
	try {
		[response] = (await once(sent, 'response')) as [IncomingMessage];
	} catch {
		return { head: false, status: undefined, body: '', end: 'cut' };
	}
	const got: Got = { head: true, status: response.statusCode, body: '', end: 'closed' };
	response.on('data', (data: Buffer) => (got.body += data.toString('latin1')));
	// A cut shows as `error`, which `close` follows; its words are of no interest here.
	response.on('error', () => undefined);
	response.setTimeout(expected.end === 'held' ? 2 * SILENCE_MS : BUSY_MS, () => {
		got.end = 'held';
		response.destroy();
	});
	await new Promise((resolve) => response.on('close', resolve));
	if (got.end === 'closed' && !response.complete) got.end = 'cut';
	return got;
}

describe('over HTTP', () => {
	test.each(faultDescriptions.map((fault) => [fault.name, fault.breaksConnection] as const))(
		'%s is what it is in the page',
		async (name, breaksConnection) => {
			for (const base of [`/faults/${name}/v1`, `/faults/${name};seed=3/v1`]) {
				const page = await inPage(base);
				const where = page.head ? 'in the body' : 'before the head';
				expect(page.end === 'cut' ? where : null).toBe(breaksConnection);
				expect(await overHttp(base, page), base).toEqual(page);
			}
		}
	);

	test('with one byte per read, there are about as many reads as bytes', async () => {
		const paced = await startDemoServer({ pace: 1 });
		const response = await fetch(`${paced.origin}/faults/one-byte-reads;wait=2/v1/models`);
		const lengths: number[] = [];
		for await (const read of response.body!) lengths.push(read.length);
		await paced.close();
		const bytes = lengths.reduce((sum, length) => sum + length, 0);
		expect(bytes).toBe(Number(response.headers.get('content-length')));
		// A busy machine may join a few.
		expect(lengths.length).toBeGreaterThan(bytes / 2);
	});
});
