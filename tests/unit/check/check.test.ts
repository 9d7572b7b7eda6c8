/** What a check sends, what it says while it goes on, how it ends, and that no key is in what it says. */
import { describe, expect, test, vi } from 'vitest';
import { CHECK_COST, chatSuite, reportAsMarkdown, type Report } from '../../../src/check/index.ts';
import { createDemoHandler } from '../../../src/demo/index.ts';
import { check, demoBut, json, KEY, notRight, stream } from './support.ts';

const linkTo = (path: string) => `https://docs.test${path}`;
const hello = () => stream({ delta: { content: 'Hello' } }, { delta: {}, finish_reason: 'stop' });

describe('what a check sends', () => {
	test('is as much as the form says', async () => {
		const sent: Request[] = [];
		await check({ handler: demoBut((_, request) => void sent.push(request.clone())) });
		const asked = sent.filter(({ method }) => method !== 'OPTIONS');
		expect(asked).toHaveLength(CHECK_COST.requests);
		const tokens = chatSuite.probes.map((probe) => {
			const { max_tokens: most, n = 1 } = probe.body('m');
			return Number(most) * Number(n);
		});
		expect(tokens.reduce((sum, one) => sum + one)).toBe(CHECK_COST.answerTokens);
	});

	test('has the key in every request but the one with a key that is none', async () => {
		const keys: (string | null)[] = [];
		const handler = demoBut((_, { method, headers }) => {
			if (method !== 'OPTIONS') keys.push(headers.get('authorization'));
		});
		await check({ handler });
		const others = keys.filter((key) => key !== `Bearer ${KEY}`);
		expect(others).toEqual(['Bearer sk-invalid']);
		expect(keys).toHaveLength(CHECK_COST.requests);
	});

	test('asks nothing more after a first answer that is no stream', async () => {
		const report = await check({ base: '/faults/http-401/v1' });
		expect(report.sent).toBe(2);
		expect(report.problem).toMatch(/HTTP 401.*API key.*Nothing else was sent\./);
		expect(notRight(report)).toMatch(/the rest unasked$/);
	});
});

describe('how a check ends', () => {
	test('line by line: what is asked, and what is known by then', async () => {
		const told: [string | undefined, number][] = [];
		await check({
			onProgress: ({ asking, lines }) =>
				told.push([asking, lines.filter(({ finding }) => finding).length]),
		});
		expect(told.map(([asking]) => asking)).toEqual([
			'the list of models',
			...chatSuite.probes.map(({ asks }) => asks),
			undefined,
		]);
		expect(told.at(-1)?.[1]).toBe(chatSuite.rules.length);
		expect(told.map(([, known]) => known)).toEqual(
			told.map(([, known]) => known).toSorted((a, b) => a - b)
		);
	});

	test('when it is stopped, at once, with what it knows', async () => {
		const stop = new AbortController();
		const reports: Report[] = [];
		const report = await check({
			base: '/faults/stall-for-ever/v1',
			signal: stop.signal,
			onProgress: (one) => {
				if (reports.push(one) === 2) setTimeout(() => stop.abort());
			},
		});
		expect(report.problem).toMatch(/^Stopped\./);
		expect(report.sent).toBe(2);
		expect(report.asking).toBeUndefined();
	});

	test.each([
		[true, /^Something answers there, but does not let a web page read the answer \(CORS\)\./],
		[false, /^Nothing answers there\./],
	])('tells CORS from no server (reachable: %s)', async (isReachable, says) => {
		const report = await check({
			handler: () => () => Promise.reject(new TypeError('Failed to fetch')),
			preflight: 'browser',
			isReachable: () => Promise.resolve(isReachable),
		});
		expect(report.problem).toMatch(says);
		expect(notRight(report)).toMatch(/^models wrong, pages wrong, streams wrong/);
	});

	test('a refusal that a page cannot read is told from no network', async () => {
		const report = await check({
			preflight: 'browser',
			handler: (clock) => {
				const demo = createDemoHandler({ clock });
				return (request) =>
					request.headers.get('authorization') === 'Bearer sk-invalid'
						? Promise.reject(new TypeError('Failed to fetch'))
						: demo(request);
			},
		});
		expect(notRight(report)).toBe('bad-key wrong');
	});

	test('an answer without an end is ended', async () => {
		const endless = () =>
			new Response(
				new ReadableStream({
					pull(controller) {
						const chunk = JSON.stringify({ choices: [{ index: 0, delta: { content: 'x' } }] });
						controller.enqueue(new TextEncoder().encode(`data: ${chunk}\n\n`.repeat(100)));
					},
				}),
				{ headers: { 'content-type': 'text/event-stream' } }
			);
		const report = await check({ handler: demoBut((body) => (body ? endless() : undefined)) });
		expect(report.lines.find(({ id }) => id === 'finish')?.finding?.verdict).toBe('wrong');
	});

	test('a server that goes on with what was stopped makes the next request wait', async () => {
		const report = await check({
			handler: (clock) => {
				const demo = createDemoHandler({ clock });
				return async (request) => {
					const isLast = (await request.clone().text()).includes('x_field_that_nobody_knows');
					if (isLast) await clock.sleep(9_000);
					return demo(request);
				};
			},
		});
		expect(notRight(report)).toBe('stopped tolerable');
	});
});

describe('what a check says', () => {
	test('never holds the key, nor another one, however a server repeats it', async () => {
		const other = 'sk-proj-9Other8Secret7Of6Somebody5Else4Here3';
		const says = `Received ${KEY}, wanted ${other} <img src=x>`;
		const report = await check({
			handler: demoBut((body, { method, headers }) => {
				if (method === 'OPTIONS') return undefined;
				if (!body) return json(500, { error: says });
				if (headers.get('authorization') !== `Bearer ${KEY}`) return json(401, { error: says });
				if (body['model'] !== 'vllm-primary') return json(400, { error: says });
				return body['n'] === 2 ? json(400, { error: { message: says } }) : hello();
			}),
		});
		const said = JSON.stringify(report.lines) + report.problem + reportAsMarkdown(report, linkTo);
		const bodies = [...report.runs.values()].map(({ bodyText }) => bodyText).join('\n');
		expect(bodies).toContain('Received');
		expect(bodies).not.toContain(KEY);
		expect(said).toContain('Received');
		expect(said).not.toContain(KEY);
		expect(said).not.toContain(other);
	});

	test('as Markdown: each line, and the frame where it is not right', async () => {
		const report = await check({ base: '/faults/usage-with-finish/v1' });
		const text = reportAsMarkdown(report, linkTo);
		expect(text).toMatch(/^# Check of `https:\/\/demo\.test\/faults\/usage-with-finish\/v1`\n/);
		expect(text).toContain('Model `vllm-primary`, 9 requests. 14 right, 1 tolerable.');
		for (const { title } of chatSuite.rules) expect(text).toContain(`## ${title}: `);
		expect(text).toMatch(
			/## Token counts: tolerable\n\nThe counts come .*See <https:\/\/docs\.test\/servers-that-differ\/#in-every-chunk.*>\.\n\nFrame \d+:\n\n```text\ndata: \{.*"usage":/s
		);
	});

	test('as Markdown: what a server sent is nothing but text', async () => {
		const evil = '``` </pre> <img src=x> [a](javascript:x) @somebody #1';
		const handler = demoBut((_, { method }) =>
			method === 'OPTIONS' ? undefined : json(401, { error: { message: evil } })
		);
		const text = reportAsMarkdown(await check({ handler }), linkTo);
		expect(text).toContain('````text\n');
		const outside = text.replaceAll(/^(`{3,})text\n.*?\n\1$/gms, '').replaceAll(/`[^`\n]*`/g, '');
		expect(outside).not.toMatch(/(?<!\\)<img|(?<!\\)\]\(|@somebody|#1/);
	});

	test('takes the fetch that it is given, and no other', async () => {
		const real = vi.spyOn(globalThis, 'fetch');
		await check();
		expect(real).not.toHaveBeenCalled();
		real.mockRestore();
	});
});
