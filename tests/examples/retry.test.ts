/**
 * `askAgain()` and `ask_again()`, run unchanged as their page prints them: a whole answer in the end where asking
 * again may help, one request where it cannot, and no text twice.
 */
import { afterAll, describe, expect, test, vi } from 'vitest';
import { createDemoHandler } from '../../src/demo/index.ts';
import { replyTo } from '../../src/demo/replies/index.ts';
import { serveHandler } from '../support/loopback.ts';
import { startPrograms } from '../support/forked.ts';
import { chunk, data, done, story } from './streams.ts';

vi.setConfig({ testTimeout: 120_000 });

const files = ['functions/retry.mjs', 'functions/retry.py'];
const programs = startPrograms(files);
const whole = replyTo('Tell me a story').trimEnd();

const asked: string[] = [];
const handler = createDemoHandler({ pace: 1 / 50 });
const demo = await serveHandler((request) => {
	asked.push(request.url);
	return handler(request);
});
afterAll(() => Promise.all([demo.close(), programs.close()]));

async function meet(file: string, fault: string) {
	// Refusals are counted for each address; a seed gives each program its own.
	const seed = files.indexOf(file);
	const baseURL = `${demo.origin}/faults/${fault};seed=${seed}/v1`;
	const { stdout, stderr, code } = await programs.run(file, { baseURL });
	const count = asked.filter((url) => url.startsWith(baseURL)).length;
	return { text: stdout.trimEnd(), code, asked: count, stderr };
}

describe.each(files)('%s', (file) => {
	test.concurrent.each(['cut-then-whole', 'rate-limit-twice', 'usage-apart', 'choices-missing'])(
		'prints the whole answer once under %s',
		async (fault) => {
			const met = await meet(file, fault);
			expect(met).toMatchObject({ text: whole, code: 0 });
			const shown = [...met.stderr.matchAll(/^(\d+) characters/gm)].map(([, count]) =>
				Number(count)
			);
			expect(shown, 'what is shown only grows').toEqual(
				[...new Set(shown)].toSorted((a, b) => a - b)
			);
			expect(shown.at(-1)).toBe(replyTo('Tell me a story').length);
		}
	);

	test.concurrent.each([
		['cut;after=7', /terminated|[Cc]onnection error/],
		['no-end', /The answer was cut off\./],
		['error-midway;shape=litellm', /The model stopped answering\./],
		['http-503', /The demo was told/],
	])('asks three times under %s, and then says why', async (fault, truth) => {
		const met = await meet(file, fault);
		expect(met).toMatchObject({ text: '', code: 1, asked: 3 });
		expect(met.stderr).toMatch(truth);
	});

	test.concurrent.each([
		['html-with-200', /Not a stream, but text\/html/],
		['json-error-with-200', /Not a stream, but application\/json/],
		['http-401', /The demo was told to refuse this key\./],
		['http-400', /The demo was told/],
		['malformed-json', /JSON/],
		['finish-failed', /Ended by: network_error/],
		['error-midway', /The model stopped answering\./],
		['rate-limit-huge', /429/],
	])('asks once under %s', async (fault, truth) => {
		const met = await meet(file, fault);
		expect(met).toMatchObject({ text: '', code: 1, asked: 1 });
		expect(met.stderr).toMatch(truth);
	});

	test.concurrent('waits as long as the API says', async () => {
		const times: number[] = [];
		const server = await serveHandler(async () => {
			times.push(performance.now());
			const headers = { 'content-type': 'text/event-stream', 'retry-after': '3' };
			return times.length === 1
				? new Response('{}', { status: 503, headers })
				: new Response(chunk({ content: story }, 'stop') + done, { headers });
		});
		const { stdout } = await programs.run(file, { baseURL: `${server.origin}/v1` });
		await server.close();
		expect(stdout.trimEnd()).toBe(story);
		// Without the header it would wait two seconds at most.
		expect(times[1]! - times[0]!).toBeGreaterThan(2_900);
	});

	test.concurrent.each([
		['another answer', 'Once upon a hill there was another story.'],
		['a shorter one', story.slice(0, 9)],
	])('shows %s in place of the first, not after it', async (_, second) => {
		let count = 0;
		const server = await serveHandler(async () => {
			const first = data({ error: { message: 'Trouble.', code: '500' } });
			const body =
				count++ === 0
					? chunk({ content: story.slice(0, 20) }) + first
					: chunk({ content: second }, 'stop') + done;
			return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
		});
		const { stdout, stderr } = await programs.run(file, { baseURL: `${server.origin}/v1` });
		await server.close();
		expect(stdout.trimEnd()).toBe(second);
		expect(stderr.trim()).toBe(`20 characters\n${second.length} characters`);
	});
});
