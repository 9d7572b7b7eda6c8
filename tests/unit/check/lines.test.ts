/**
 * What a check says of the demo API: all right without a fault, and under each fault the lines that it breaks. What
 * no fault does, a server written here does.
 */
import { describe, expect, test } from 'vitest';
import { chatSuite, type Report, type Verdict } from '../../../src/check/index.ts';
import { faultDescriptions } from '../../../src/demo/index.ts';
import { anchorsOnPages } from '../../support/page-anchors.ts';
import { check, demoBut, json, notRight, stream } from './support.ts';

const reports: [name: string, Report][] = [];
for (const { name, options } of faultDescriptions) {
	// A small one will do: what it breaks, if anything, is the same.
	const size = 'bytes' in options ? ';bytes=20000' : '';
	reports.push([name, await check({ base: `/faults/${name}${size}/v1` })]);
}

const text = (content: string) => ({ delta: { content } });
const end = { delta: {}, finish_reason: 'stop' };

/** What each server does, and the lines that show it. */
const servers: readonly (readonly [
	does: string,
	shown: string,
	handler: Parameters<typeof demoBut>[0],
])[] = [
	[
		'does not list the model',
		'models tolerable',
		(_, { url }) => (url.endsWith('/models') ? json(200, { data: [{ id: 'other' }] }) : undefined),
	],
	[
		'has no list of models',
		'models tolerable',
		(_, { url }) => (url.endsWith('/models') ? json(404, { detail: 'Not Found' }) : undefined),
	],
	[
		'allows no page, as vLLM does by default',
		'pages wrong',
		(_, { method }) =>
			method === 'OPTIONS' ? new Response('Disallowed CORS origin', { status: 400 }) : undefined,
	],
	[
		'allows every header by a *, which is not Authorization',
		'pages wrong',
		(_, { method }) =>
			method === 'OPTIONS'
				? new Response(null, {
						status: 204,
						headers: {
							'access-control-allow-origin': '*',
							'access-control-allow-headers': '*',
						},
					})
				: undefined,
	],
	[
		'counts no tokens',
		'usage wrong',
		(body) =>
			body?.['stream_options'] ? stream(text('1'), text(' 2'), text(' 3'), end) : undefined,
	],
	[
		'puts the reasoning into the text',
		'reasoning wrong',
		(body) =>
			body?.['stream_options']
				? stream(text(''), text('<think>Hm'), text('</think>'), text('1 2 3'), end)
				: undefined,
	],
	[
		'answers a wrong model with 400, as LiteLLM does',
		'wrong-model tolerable',
		(body) => (isUnknown(body) ? json(400, { error: fields('Invalid model name') }) : undefined),
	],
	[
		'answers any model, as llama.cpp does',
		'wrong-model wrong',
		(body) => (isUnknown(body) ? stream(text('Hello'), end) : undefined),
	],
	[
		'breaks at a wrong model',
		'wrong-model wrong',
		(body) =>
			isUnknown(body) ? new Response('Internal Server Error', { status: 500 }) : undefined,
	],
	[
		'refuses a wrong model inside a 200',
		'wrong-model tolerable',
		(body) =>
			isUnknown(body)
				? new Response(`data: ${JSON.stringify({ error: fields('No such model') })}\n\n`, {
						headers: { 'content-type': 'text/event-stream' },
					})
				: undefined,
	],
	[
		'says `{"error":"Unauthorized"}`, as vLLM does',
		'bad-key tolerable',
		(_, { headers }) =>
			headers.get('authorization') === 'Bearer sk-invalid'
				? json(401, { error: 'Unauthorized' })
				: undefined,
	],
	[
		'takes any key',
		'bad-key wrong',
		(_, { headers }) =>
			headers.get('authorization') === 'Bearer sk-invalid' ? stream(text('Hello'), end) : undefined,
	],
	[
		'gives one answer where two are asked for',
		'n wrong',
		(body) => (body?.['n'] === 2 ? stream(text('Hello'), end) : undefined),
	],
	[
		'refuses a second answer',
		'n tolerable',
		(body) => (body?.['n'] === 2 ? json(400, { error: fields('n must be 1') }) : undefined),
	],
	[
		'does not stop at a stop word',
		'stop wrong',
		(body) => (body?.['stop'] ? stream(text('one two three four'), text(' five'), end) : undefined),
	],
	[
		'stops after the stop word, and not before it',
		'stop tolerable',
		(body) => (body?.['stop'] ? stream(text('one two three four'), end) : undefined),
	],
	[
		'calls no tool',
		'tools wrong',
		(body) => (body?.['tools'] ? stream(text('It is sunny.'), end) : undefined),
	],
	[
		'is at its token limit before it calls a tool',
		'tools unseen',
		(body) =>
			body?.['tools']
				? stream({ delta: { reasoning: 'Hm' } }, { delta: {}, finish_reason: 'length' })
				: undefined,
	],
	[
		'ends with `stop` after a call, as vLLM may',
		'tools tolerable',
		(body) => (body?.['tools'] ? stream(call('{"city":"Paris"}'), end) : undefined),
	],
	[
		'breaks the arguments of a call',
		'tools wrong',
		(body) => (body?.['tools'] ? stream(call('{"city":Paris'), end) : undefined),
	],
	[
		'sends the arguments of a call as an object',
		'tools tolerable',
		(body) => (body?.['tools'] ? stream(call({ city: 'Paris' }), end) : undefined),
	],
	[
		'gives a call no id',
		'tools wrong',
		(body) =>
			body?.['tools']
				? stream(
						{ delta: { tool_calls: [{ index: 0, function: { name: 'x', arguments: '{}' } }] } },
						end
					)
				: undefined,
	],
	[
		'takes no field that it does not know',
		'unknown-field tolerable',
		(body) =>
			'x_field_that_nobody_knows' in (body ?? {})
				? json(422, { error: fields('Extra inputs are not permitted') })
				: undefined,
	],
	[
		'has too many requests by then',
		'unknown-field unseen',
		(body) =>
			'x_field_that_nobody_knows' in (body ?? {})
				? json(429, { error: fields('Too many requests') })
				: undefined,
	],
];

function isUnknown(body: Readonly<Record<string, unknown>> | undefined): boolean {
	return body !== undefined && body['model'] !== 'vllm-primary';
}

function fields(message: string) {
	return { message, type: 'invalid_request_error', param: null, code: null };
}

function call(args: unknown) {
	return {
		delta: {
			tool_calls: [{ index: 0, id: 'call_1', function: { name: 'get_weather', arguments: args } }],
		},
	};
}

const served: [does: string, Report][] = [];
for (const [does, , answer] of servers) {
	served.push([does, await check({ handler: demoBut(answer) })]);
}

describe('lines of a check', () => {
	test('all are right for the demo API', async () => {
		const report = await check();
		expect(notRight(report)).toBe('');
		expect(report.problem).toBeUndefined();
	});

	test('each is shown by a fault of the demo, but for Stop, which a server that is slow to notice shows', () => {
		const shown = reports.flatMap(
			([, report]) => notRight(report).match(/\S+(?= (wrong|tolerable))/g) ?? []
		);
		const [, whole] = reports[0]!;
		const never = whole.lines.map(({ id }) => id).filter((id) => !shown.includes(id));
		expect(never).toEqual(['stopped']);
	});

	test('under each fault, those that are not right', () => {
		expect(Object.fromEntries(reports.map(([name, report]) => [name, notRight(report)])))
			.toMatchInlineSnapshot(`
				{
				  "bom": "",
				  "burst": "pace wrong, stopped unseen",
				  "choices-empty": "",
				  "choices-interleaved": "",
				  "choices-missing": "",
				  "content-parts": "streams tolerable, reasoning tolerable",
				  "cr": "",
				  "crlf": "",
				  "cut": "models wrong, finish wrong, done wrong, usage unseen, n unseen, stop unseen, tools unseen, unknown-field unseen",
				  "cut-before-first-byte": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "cut-before-head": "models wrong, pages wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "cut-between-frames": "models wrong, finish wrong, done wrong, usage unseen, n unseen, stop unseen, tools unseen, unknown-field unseen",
				  "cut-then-whole": "models wrong, finish wrong, done wrong, usage unseen, n unseen, stop unseen, tools unseen",
				  "data-after-done": "done tolerable",
				  "done-tail": "done tolerable",
				  "done-then-open": "",
				  "empty-stop": "pace unseen, reasoning unseen, stop unseen, tools wrong, stopped unseen",
				  "end-inside-frame": "finish wrong, done wrong, usage unseen, n unseen, stop unseen, tools unseen, unknown-field unseen",
				  "error-first": "streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "error-midway": "streams wrong, finish wrong, done wrong, usage unseen, n unseen, stop unseen, tools unseen, unknown-field unseen",
				  "event-lines": "",
				  "finish-early": "finish tolerable",
				  "finish-early-cut": "finish wrong, done wrong, usage unseen, n unseen, stop unseen, tools unseen, unknown-field unseen",
				  "finish-failed": "streams wrong, finish wrong, n unseen, stop unseen, tools unseen, unknown-field unseen",
				  "finish-with-text": "",
				  "html-with-200": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "http-400": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "http-401": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "http-403": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "http-404": "models tolerable, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "http-422": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "http-500": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "http-502": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "http-503": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "http-504": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "huge-frame": "",
				  "id-lines": "",
				  "invalid-utf8": "",
				  "json-error-with-200": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "keep-alives": "",
				  "keep-alives-late": "",
				  "limit-in-reasoning": "reasoning tolerable, stop unseen, tools tolerable",
				  "malformed-json": "streams wrong, n unseen, stop unseen, tools unseen, unknown-field unseen",
				  "model-change": "",
				  "multi-line-data": "",
				  "no-blank-lines": "streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "no-done": "done tolerable",
				  "no-end": "finish wrong, done wrong, usage unseen, n unseen, stop unseen, tools unseen, unknown-field unseen",
				  "no-space": "",
				  "nothing-with-200": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "one-byte-reads": "",
				  "one-finish-reason": "n tolerable",
				  "other-protocol": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "page-midway": "finish wrong, done wrong, usage unseen, n unseen, stop unseen, tools unseen, unknown-field unseen",
				  "random-reads": "",
				  "rate-limit": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "rate-limit-date": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "rate-limit-headers": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "rate-limit-huge": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "rate-limit-no-wait": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "rate-limit-twice": "models wrong, streams wrong, pace unseen, finish unseen, done unseen, usage unseen, reasoning unseen, the rest unasked",
				  "reasoning": "reasoning tolerable",
				  "refuses-extras": "unknown-field tolerable",
				  "retry-lines": "",
				  "several-frames-a-read": "",
				  "slow-head": "",
				  "stall": "",
				  "stall-for-ever": "models wrong, finish wrong, done wrong, usage unseen, n unseen, stop unseen, tools unseen, unknown-field unseen",
				  "takes-anything": "wrong-model wrong, bad-key wrong, n wrong, stop wrong, tools wrong",
				  "text-elsewhere": "streams tolerable",
				  "tool-calls": "finish tolerable, stop unseen",
				  "unknown-fields": "",
				  "unknown-finish-reason": "finish tolerable, stop unseen, tools tolerable",
				  "usage-apart": "",
				  "usage-elsewhere": "usage tolerable",
				  "usage-on-every-chunk": "usage tolerable",
				  "usage-with-finish": "usage tolerable",
				  "wrapped": "streams tolerable",
				  "wrong-content-type": "streams tolerable",
				}
			`);
	});

	test.each(servers.map(([does, shown], i) => [does, shown, i] as const))(
		'a server that %s: %s',
		(_does, shown, i) => {
			expect(notRight(served[i]![1]).split(', ')).toContain(shown);
		}
	);

	test.each(chatSuite.rules.map(({ id }) => id))('%s can go wrong, or is tolerable', (id) => {
		const bad: readonly (Verdict | undefined)[] = ['wrong', 'tolerable'];
		// What needs a clock and a busy server has a test of its own.
		if (id === 'stopped') return;
		const showing = [...reports, ...served].filter(([, { lines }]) =>
			bad.includes(lines.find((line) => line.id === id)?.finding?.verdict)
		);
		expect(showing.map(([name]) => name)).not.toEqual([]);
	});

	test('those that are not right say what a client must do, on a page that there is', () => {
		const lines = [...reports, ...served].flatMap(([, report]) => report.lines);
		const findings = lines.flatMap(({ finding }) => finding ?? []);
		for (const { verdict, what, todo, page, shown } of findings) {
			expect(anchorsOnPages, what).toContain(page);
			const needsWords = verdict === 'wrong' || verdict === 'tolerable';
			expect(needsWords ? todo : '.', what).toMatch(/\.$/);
			expect(what).toMatch(/\S/);
			expect(shown?.text.length ?? 0).toBeLessThan(800);
		}
	});
});
