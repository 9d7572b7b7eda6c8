/** The printed curl program, run unchanged: the bytes as they come, and exit codes that scripts can rely on. */
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { chunksOf, deltasOf } from '../support/demo.ts';
import { serveReply } from '../support/loopback.ts';
import { runProgram, start } from '../support/program.ts';
import { byteByByte, bytes, opening, reply } from './streams.ts';
import { startDemoServer } from '../support/demo-server.ts';

const program = 'curl/stream.sh';
// As `npm start` serves it: how a connection breaks is the server's business.
const server = await startDemoServer({ pace: 0 });
const { origin } = server;

afterAll(() => server.close());

describe('curl/stream.sh', () => {
	test('prints every frame of the demo’s story, and ends with 0', async () => {
		const { stdout, stderr, code } = await runProgram(program, { baseURL: `${origin}/v1` });
		expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
		const chunks = await chunksOf(new Response(stdout));
		expect(deltasOf(chunks).join('').length).toBeGreaterThan(500);
	});

	test('asks as the page says, with the key in the header and not among the arguments', async () => {
		const silent = await serveReply({ reads: [bytes(opening)], end: 'silence' });
		const running = start(program, { baseURL: `${silent.origin}/v1`, apiKey: 'sk-of-mine' });
		let printed = '';
		for await (const piece of running.stdout) {
			printed += piece;
			if (printed === opening) break;
		}
		expect(printed, 'what has come is printed while the stream goes on').toBe(opening);
		expect(running.spawnargs.join(' ')).not.toContain('sk-of-mine');
		running.kill();
		expect(silent.asked).toEqual([
			{
				method: 'POST',
				url: '/v1/chat/completions',
				headers: expect.objectContaining({
					authorization: 'Bearer sk-of-mine',
					'content-type': 'application/json',
				}),
				body: {
					model: 'vllm-primary',
					messages: [{ role: 'user', content: 'Tell me a story' }],
					stream: true,
				},
			},
		]);
		await silent.close();
	});

	test('prints what came before the connection broke, and ends with 18', async () => {
		const { stdout, code } = await runProgram(program, {
			baseURL: `${origin}/faults/cut;after=7/v1`,
		});
		expect(stdout.match(/^data: .*\n\n/gm)).toHaveLength(7);
		expect(code).toBe(18);
	});

	test('prints the body of an HTTP error, and ends with 22', async () => {
		const settings = { baseURL: `${origin}/v1`, apiKey: 'sk-invalid' };
		const { stdout, stderr, code } = await runProgram(program, settings);
		expect(JSON.parse(stdout)).toHaveProperty('error.message', expect.stringMatching(/API key/));
		expect(stderr).toContain('401');
		expect(code).toBe(22);
	});

	test.each([
		['sk-of*mine\\', 'No key [API key]: not many.\\n'],
		['any', 'No key any: not many.\\n'],
	])('masks a key that the API repeats, and no word: %s', async (apiKey, says) => {
		const words = `No key ${apiKey}: not many.\\n`;
		const sent = `${opening}data: ${words}\r\n\ndata: ${words}`;
		const repeating = await serveReply({ reads: byteByByte(sent), end: 'cut' });
		const printed = await runProgram(program, { baseURL: `${repeating.origin}/v1`, apiKey });
		expect(printed.stdout).toBe(`${opening}data: ${says}\r\n\ndata: ${says}`);
		expect(printed.code).toBe(18);
		await repeating.close();
	});

	test('passes on bytes that are no UTF-8, and a line that is megabytes long', async () => {
		const sent = Buffer.concat([
			Buffer.from([0x64, 0xff, 0xc3, 0x28, 0x0a, 0xf0, 0x9f, 0x0a]),
			Buffer.alloc(2_000_000, 'é'),
		]);
		const sending = await serveReply({ reads: [sent] });
		const running = start(program, {
			baseURL: `${sending.origin}/v1`,
			env: { LC_ALL: 'C.UTF-8' },
		});
		expect(sent.equals(await buffer(running.stdout))).toBe(true);
		await sending.close();
	});

	test('takes a whole transfer for no more than that', async () => {
		const cut = await serveReply(reply(opening));
		const printed = await runProgram(program, { baseURL: `${cut.origin}/v1` });
		expect(printed).toEqual({ stdout: opening, stderr: '', code: 0 });
		await cut.close();
	});

	test('asks for a key where there is none', async () => {
		const printed = await runProgram(program, { baseURL: origin, apiKey: '' });
		expect(printed.stderr).toContain('Set SOLIDRUST_API_KEY');
		expect(printed.code).toBe(1);
	});
});
