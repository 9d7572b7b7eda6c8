/**
 * JSON while it arrives, and sentences that are checked before they are shown: the programs of the page _Functions
 * worth pasting_, run unchanged.
 */
import { afterAll, describe, expect, test, vi } from 'vitest';
import { replyTo } from '../../src/demo/replies/index.ts';
import { startDemoServer } from '../support/demo-server.ts';
import { serveReply } from '../support/loopback.ts';
import { startPrograms } from '../support/forked.ts';
import { bytes, chunk, data, done, reply, usage } from './streams.ts';

vi.setConfig({ testTimeout: 120_000 });

const jsonPrograms = ['functions/structured.mjs', 'functions/structured.py'];
const sentencePrograms = ['functions/moderate.mjs', 'functions/moderate.py'];
const programs = startPrograms([...jsonPrograms, ...sentencePrograms]);
const demo = await startDemoServer();
afterAll(() => Promise.all([demo.close(), programs.close()]));

/** A stream of the text in pieces of so many UTF-16 units, with the end that is given. */
const streamOf = (text: string, end: string, size = 3) =>
	(text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [])
		.map((content) => chunk({ content }))
		.join('') + end;
const whole = chunk({}, 'stop') + usage + done;

async function run(file: string, stream: string) {
	const server = await serveReply(reply(stream));
	const printed = await programs.run(file, { baseURL: `${server.origin}/v1` });
	await server.close();
	return { ...printed, asked: server.asked };
}

describe.each(jsonPrograms)('%s', (file) => {
	const recipe = {
		title: 'Pancakes "Café" 水 🚀',
		minutes: 125,
		steps: ['Whisk.\nWait.', 'Fry', 'Eat'],
	};
	const json = JSON.stringify(recipe, null, 1);

	const valuesIn = (lines: string) =>
		lines
			.split('\n')
			.filter((line) => line.startsWith('{'))
			.map((line) => JSON.parse(line) as Partial<typeof recipe>);

	test.concurrent('asks for JSON of its schema, and gets it from the demo', async () => {
		const { stdout, code } = await programs.run(file, { baseURL: `${demo.origin}/v1` });
		expect(code).toBe(0);
		expect(JSON.parse(stdout)).toEqual({
			title: expect.any(String),
			minutes: expect.any(Number),
			steps: expect.arrayContaining([expect.any(String)]),
		});
	});

	test.concurrent.each([1, 2, 5, 1000])(
		'shows what there is after each %i characters',
		async (size) => {
			const { stdout, stderr, code } = await run(file, streamOf(json, whole, size));
			expect(code).toBe(0);
			expect(JSON.parse(stdout)).toEqual(recipe);
			const shown = valuesIn(stderr);
			expect(shown.at(-1)).toEqual(recipe);
			for (const [at, { title = '', minutes = 0, steps = [] }] of shown.entries()) {
				expect(recipe.title.startsWith(title), title).toBe(true);
				expect(recipe.steps.slice(0, Math.max(0, steps.length - 1))).toEqual(steps.slice(0, -1));
				expect(recipe.steps[steps.length - 1]?.startsWith(steps.at(-1)!) ?? true).toBe(true);
				// As the page says: one library leaves a number out until it is whole, the other shows its first digits.
				expect(file.endsWith('.mjs') ? [0, 125] : [0, 1, 12, 125]).toContain(minutes);
				expect(JSON.stringify(shown[at]).length).toBeGreaterThanOrEqual(
					JSON.stringify(shown[at - 1] ?? {}).length
				);
			}
		}
	);

	test.concurrent.each([
		['no finish reason', ''],
		['the token limit', chunk({}, 'length') + done],
		['an error', data({ error: { message: 'Out of memory.' } })],
	])('prints no result where the answer ends with %s', async (_, end) => {
		const { stdout, stderr, code } = await run(file, streamOf(json.slice(0, 30), end));
		expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
		expect(valuesIn(stderr).at(-1)?.title).toBe('Pancakes "Café"');
		expect(stderr).toMatch(/Finish reason: (null|None|undefined|length)|Out of memory\./);
	});

	test.concurrent('prints no result for what is not JSON', async () => {
		const { stdout, stderr, code } = await run(file, streamOf('Here is your recipe!', whole));
		expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
		expect(stderr).toMatch(/SyntaxError|JSONDecodeError/);
	});
});

describe.each(sentencePrograms)('%s', (file) => {
	const good = 'It rained. Nobody minded! Why? “水。” 🚀\n\nThe end of it. ';
	const bad = 'Here are your lottery numbers. 1, 2 and 3.';

	test.concurrent.each([1, 3, 1000])('passes all on in pieces of %i', async (size) => {
		const { stdout, stderr, code } = await run(file, streamOf(good, whole, size));
		expect({ stdout, stderr, code }).toEqual({ stdout: good, stderr: '', code: 0 });
	});

	test.concurrent('passes the whole story of the demo on', async () => {
		const { stdout, code } = await programs.run(file, { baseURL: `${demo.origin}/v1` });
		expect({ stdout, code }).toEqual({ stdout: replyTo('Tell me a story'), code: 0 });
	});

	test.concurrent.each([1, 3, 1000])('stops before a sentence, in pieces of %i', async (size) => {
		const { stdout, stderr, code } = await run(file, streamOf(good + bad, whole, size));
		expect({ stdout, code }).toEqual({ stdout: good, code: 1 });
		expect(stderr).toContain('The rest of the answer is held back.');
	});

	test.concurrent('finds what begins in the sentence before', async () => {
		const { stdout, code } = await run(file, streamOf('It rained. Ask Mr. Smith. Why?', whole));
		expect({ stdout, code }).toEqual({ stdout: 'It rained. Ask Mr. ', code: 1 });
	});

	test.concurrent('checks the very end, too', async () => {
		const { stdout, code } = await run(file, streamOf('It rained. Lottery numbers', whole));
		expect({ stdout, code }).toEqual({ stdout: 'It rained. ', code: 1 });
	});

	test.concurrent('closes the connection when it stops', async () => {
		const server = await serveReply({
			reads: [bytes(streamOf(`${good}${bad} More`, ''))],
			end: 'silence',
		});
		const { stdout } = await programs.run(file, { baseURL: `${server.origin}/v1` });
		await server.abandoned;
		await server.close();
		expect(stdout).toBe(good);
	});

	test.concurrent('fails where the answer is cut', async () => {
		const { stdout, stderr, code } = await run(file, streamOf(good, ''));
		expect(code).toBe(1);
		expect(good.startsWith(stdout.trimEnd()), stdout).toBe(true);
		expect(stderr).toMatch(/Finish reason: (null|None|undefined)/);
	});
});
