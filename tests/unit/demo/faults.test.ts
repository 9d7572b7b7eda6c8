/**
 * Every fault, met by our own run: what a good client has in the end is what the fault says it has. The
 * text, the verdict and the marks on the wire are each checked for each fault.
 */
import { describe, expect, test } from 'vitest';
import {
	createDemoHandler,
	faultDescriptions,
	type FaultDescription,
} from '../../../src/demo/index.ts';
import { createRun, type Snapshot } from '../../../src/run/index.ts';
import { replyTo } from '../../../src/demo/replies/index.ts';
import {
	asFetch,
	chatRequest,
	chunksOf,
	createInstantClock,
	errorOf,
	STORY,
} from '../../support/demo.ts';

const byName = faultDescriptions.map((fault) => [fault.name, fault] as const);
const whole = replyTo(STORY.content);

interface Met {
	/** The last answer, if there were several. */
	snapshot: Snapshot;
	text: string;
	bytes: Uint8Array;
	/** As characters, a character a byte, so that nothing is lost. */
	wire: string;
	reads: readonly Uint8Array[];
	attempts: number;
	header(name: string): string | null;
}

/** Meets a fault as a good client would, and retries if allowed. */
async function meet(
	base: string,
	{ fields = {}, retries = 0 }: { fields?: Record<string, unknown>; retries?: number } = {}
): Promise<Met> {
	const handler = createDemoHandler({ pace: 0 });
	for (let attempts = 1; ; attempts++) {
		const snapshot = await createRun({
			request: {
				baseURL: `http://demo.test${base}`,
				body: { model: 'vllm-primary', messages: [STORY], ...fields },
			},
			fetch: asFetch(handler),
			clock: { now: () => performance.now() },
			// Silence alone tells a held connection; there is no other wait at pace 0.
			stallMs: 100,
		}).start();
		const { reads, response } = snapshot.recording;
		if (snapshot.outcome?.kind === 'http-error' && attempts <= retries) continue;
		const bytes = Buffer.concat(reads.map((read) => read.bytes));
		return {
			snapshot,
			// A byte that is no UTF-8 shows as U+FFFD, beside text that is whole.
			text: (snapshot.message.choices[0]?.text ?? '').replaceAll('\uFFFD', ''),
			bytes,
			wire: bytes.toString('latin1'),
			reads: reads.map((read) => read.bytes),
			attempts,
			header: (name) => response?.headers.find(([key]) => key === name)?.[1] ?? null,
		};
	}
}

const plain = await meet('/v1');

function howMuch(text: string, of: string): FaultDescription['client']['text'] {
	if (text === of) return 'whole';
	return text === '' ? 'none' : 'part';
}

describe('a good client', () => {
	test.each(byName)('meets %s', async (_name, fault) => {
		const met = await meet(fault.base, { retries: fault.client.retries ? 3 : 0 });
		expect(met.snapshot.outcome?.kind, met.snapshot.outcome?.reason).toBe(fault.client.outcome);
		expect(howMuch(met.text, whole)).toBe(fault.client.text);
		expect(whole.startsWith(met.text) || fault.name === 'malformed-json', met.text).toBe(true);
	});

	test.each(byName.filter(([name, { options }]) => 'after' in options && name !== 'stall'))(
		'meets %s in an answer that is over sooner than the fault would come',
		async (_name, fault) => {
			const met = await meet(`/faults/${fault.name};after=10000/v1`, { fields: { max_tokens: 3 } });
			expect(met.snapshot.outcome?.kind, met.snapshot.outcome?.reason).toBe(fault.client.outcome);
			expect(met.wire, 'the fault is in the bytes').not.toBe(
				(await meet('/v1', { fields: { max_tokens: 3 } })).wire
			);
		}
	);

	test.each(
		faultDescriptions.flatMap(({ name, client, options }) =>
			Object.entries(options).flatMap(([option, details]) =>
				('words' in details ? details.words : [details.least, details.most]).map(
					(value) => [`${name};${option}=${value}`, client.outcome] as const
				)
			)
		)
	)('meets %s', async (path, outcome) => {
		const retries = outcome === 'complete' ? 10 : 0;
		const met = await meet(`/faults/${path}/v1`, { retries, fields: { max_tokens: 40 } });
		expect(met.snapshot.outcome?.kind, met.snapshot.outcome?.reason).toBe(outcome);
	});
});

/** What shows on the wire that the fault was there. Each fault has its mark, or its test fails. */
const marks: Readonly<Record<string, (met: Met) => boolean>> = {
	'one-byte-reads': ({ reads, wire }) =>
		reads.every(({ length }) => length === 1) && wire === plain.wire,
	'random-reads': ({ reads, wire }) =>
		reads.every(({ length }) => length <= 64) &&
		new Set(reads.map(({ length }) => length)).size > 40 &&
		wire === plain.wire,
	'several-frames-a-read': ({ reads, wire }) =>
		reads.length === Math.ceil(plain.reads.length / 5) && wire === plain.wire,
	burst: ({ reads, wire }) => reads.length === 1 && wire === plain.wire,
	crlf: ({ wire }) => wire === plain.wire.replaceAll('\n', '\r\n'),
	cr: ({ wire }) => wire === plain.wire.replaceAll('\n', '\r'),
	'no-space': ({ wire }) => wire === plain.wire.replaceAll(/^data: /gm, 'data:'),
	bom: ({ wire }) => wire === `\xef\xbb\xbf${plain.wire}`,
	'keep-alives': ({ wire }) =>
		wire.startsWith(': OPENROUTER PROCESSING\n\ndata') &&
		wire.includes('\n\n: ping\ndata: ') &&
		wire.includes('\n\n:\n\n') &&
		wire.replaceAll(/^:.*\n(?:\n)?/gm, '') === plain.wire,
	'id-lines': ({ snapshot }) =>
		snapshot.frames.every((frame, i) => frame.lastEventId === String(i)),
	'retry-lines': ({ wire }) => wire === `retry: 3000\n\n${plain.wire}`,
	'event-lines': ({ wire }) =>
		wire.startsWith('event: ping\n\nevent: message\ndata: ') &&
		wire.split('event: ping\n\n').length === Math.ceil(plain.reads.length / 20) + 1,
	'multi-line-data': ({ wire }) => wire.startsWith('data: {\ndata:   "id": '),
	'huge-frame': ({ snapshot }) => snapshot.frames[3]!.raw.length > 2_000_000,
	'invalid-utf8': ({ bytes }) => bytes.filter((byte) => byte === 0xff).length === 1,
	'no-blank-lines': ({ wire }) => wire === plain.wire.replaceAll('\n\n', '\n'),
	'malformed-json': ({ snapshot }) =>
		snapshot.meanings.filter(({ kind }) => kind === 'not-json').length === 1 &&
		snapshot.meanings[20]?.kind === 'not-json',
	'unknown-fields': ({ wire }) => wire.split('"token_ids":null').length === plain.reads.length,
	'usage-apart': ({ wire }) => /"choices":\[\],"usage":{"prompt_tokens":8,/.test(wire),
	'usage-with-finish': ({ wire }) =>
		/"finish_reason":"stop"}\],"usage":{"prompt_tokens":8,/.test(wire) &&
		wire.split('"usage"').length === 2,
	'usage-on-every-chunk': ({ wire }) => wire.split('"usage":{').length === plain.reads.length + 1,
	'choices-empty': ({ wire }) =>
		/^data: .*"choices":\[\],"prompt_filter_results"/.test(wire) &&
		/"choices":\[{"index":0,"finish_reason":null,"content_filter_results"/.test(wire),
	'choices-missing': ({ wire }) => wire.startsWith('data: {"hook_results"'),
	'choices-interleaved': ({ snapshot, wire }) =>
		/^data: .*"index":1/.test(wire) &&
		snapshot.message.choices.map(({ text }) => text).join() ===
			[0, 1].map((choice) => replyTo(STORY.content, choice)).join(),
	'one-finish-reason': ({ snapshot }) =>
		snapshot.message.choices.map(({ finishReason }) => finishReason ?? 'none').join() ===
			'stop,none' &&
		snapshot.message.choices.map(({ text }) => text).join() ===
			[0, 1].map((choice) => replyTo(STORY.content, choice)).join(),
	reasoning: ({ snapshot }) => snapshot.message.choices[0]!.reasoning.startsWith('They want'),
	'tool-calls': ({ snapshot }) =>
		snapshot.message.choices[0]!.finishReason === 'tool_calls' &&
		snapshot.message.choices[0]!.toolCalls.map(
			({ name, arguments: text }) => name + text
		).join() === 'get_weather{"city": "Paris"},get_time{"zone":"Europe/Paris"}',
	'text-elsewhere': ({ wire }) =>
		wire.includes('"message":{"content":"') && !wire.includes('"delta"'),
	wrapped: ({ wire }) => wire.startsWith('data: [{') && wire.includes('},{"id"'),
	'usage-elsewhere': ({ snapshot, wire }) =>
		/"finish_reason":"stop","usage":{"prompt_tokens":8,/.test(wire) &&
		snapshot.message.usage?.prompt_tokens === 8,
	'unknown-finish-reason': ({ snapshot }) =>
		snapshot.message.choices[0]!.finishReason === 'eos_token',
	'content-parts': ({ snapshot, wire }) =>
		wire.includes('"content":[{"type":"text","text":') &&
		snapshot.message.choices[0]!.reasoning.startsWith('They want'),
	'finish-early': ({ wire }) => wire.split('"finish_reason":"stop"').length === 3,
	'finish-early-cut': ({ snapshot, wire }) =>
		wire.split('"finish_reason":"stop"').length === 2 && snapshot.frames.length === 21,
	'finish-failed': ({ wire }) => /"finish_reason":"network_error".*\n\ndata: \[DONE\]/.test(wire),
	'empty-stop': ({ snapshot, wire }) =>
		wire.endsWith('data: [DONE]\n\n') && snapshot.frames.length === 3,
	'limit-in-reasoning': ({ snapshot }) =>
		snapshot.message.choices[0]!.finishReason === 'length' &&
		snapshot.message.choices[0]!.reasoning !== '',
	'finish-with-text': ({ wire }) =>
		/"content":"[^"]+"},"logprobs":null,"finish_reason":"stop"}/.test(wire) &&
		wire.split('"finish_reason":"stop"').length === 2,
	'keep-alives-late': ({ snapshot }) =>
		snapshot.meanings
			.slice(-4)
			.map(({ kind }) => kind)
			.join() === 'chunk,comment,keep-alive,done',
	'done-tail': ({ wire }) => wire.endsWith('data: [DONE] bye\n\n'),
	'page-midway': ({ snapshot, wire }) =>
		snapshot.frames.length === 20 && wire.includes('\n\n<html>'),
	'other-protocol': ({ snapshot }) => snapshot.outcome?.reason.includes('Responses') === true,
	'model-change': ({ snapshot }) =>
		snapshot.message.models.map(({ model }) => model).join() === 'vllm-primary,fallback-model',
	'data-after-done': ({ wire }) => /data: \[DONE\]\n\ndata: .*This came after/.test(wire),
	'no-done': ({ wire }) => `${wire}data: [DONE]\n\n` === plain.wire,
	'done-then-open': ({ snapshot, wire }) =>
		snapshot.recording.end?.kind === 'stalled' && wire === plain.wire,
	'no-end': ({ snapshot, wire }) =>
		snapshot.recording.end?.kind === 'closed' &&
		snapshot.frames.length === 20 &&
		wire.endsWith('\n\n'),
	'end-inside-frame': ({ snapshot }) =>
		snapshot.recording.end?.kind === 'closed' &&
		snapshot.frames.length === 20 &&
		snapshot.rest.length > 0,
	cut: ({ snapshot }) =>
		snapshot.recording.end?.kind === 'failed' &&
		snapshot.frames.length === 20 &&
		snapshot.rest.length > 0,
	'cut-then-whole': ({ snapshot }) =>
		snapshot.recording.end?.kind === 'failed' &&
		snapshot.frames.length === 20 &&
		snapshot.rest.length > 0,
	'cut-between-frames': ({ snapshot }) =>
		snapshot.recording.end?.kind === 'failed' &&
		snapshot.frames.length === 20 &&
		snapshot.rest.length === 0,
	'cut-before-first-byte': ({ snapshot, bytes }) =>
		snapshot.recording.response?.status === 200 &&
		snapshot.recording.end?.kind === 'failed' &&
		bytes.length === 0,
	'cut-before-head': ({ snapshot }) => snapshot.recording.response === undefined,
	'error-first': ({ snapshot }) => snapshot.meanings[0]?.kind === 'api-error',
	'error-midway': ({ snapshot }) => snapshot.meanings[20]?.kind === 'api-error',
	'slow-head': ({ wire }) => wire === plain.wire,
	stall: ({ wire }) => wire === plain.wire,
	'stall-for-ever': ({ snapshot }) =>
		snapshot.recording.end?.kind === 'stalled' && snapshot.frames.length === 20,
	'json-error-with-200': ({ wire }) => wire.startsWith('{"error":{"message":'),
	'html-with-200': ({ wire, header }) =>
		wire.startsWith('<html>') && header('content-type') === 'text/html; charset=utf-8',
	'nothing-with-200': ({ bytes, snapshot }) =>
		bytes.length === 0 && snapshot.recording.response?.status === 200,
	'wrong-content-type': ({ wire, header }) =>
		wire === plain.wire && header('content-type') === 'text/plain; charset=utf-8',
	'rate-limit': ({ header }) => header('retry-after') === '1',
	'rate-limit-date': ({ header }) => {
		const seconds = (Date.parse(header('retry-after') ?? '') - Date.now()) / 1000;
		return seconds > 0 && seconds <= 2;
	},
	'rate-limit-huge': ({ header }) => header('retry-after') === '600',
	'rate-limit-no-wait': ({ header, snapshot }) =>
		snapshot.recording.response?.status === 429 && header('retry-after') === null,
	'rate-limit-headers': ({ header }) =>
		header('x-ratelimit-remaining') === '0' &&
		Number(header('x-ratelimit-reset')) - Date.now() / 1000 > 0,
	'rate-limit-twice': ({ attempts, wire }) => attempts === 3 && wire === plain.wire,
	'takes-anything': ({ wire }) => wire === plain.wire,
	'refuses-extras': ({ wire }) => wire.includes('body.x_extra: Extra inputs are not permitted'),
	'http-502': ({ wire }) => wire.includes('<title>502 Bad Gateway</title>'),
	'http-503': ({ header }) => header('retry-after') === '1',
};

/** Faults that show with these fields alone. */
const shownBy: Readonly<Record<string, Record<string, unknown>>> = {
	'takes-anything': { model: 'nobody', n: 2, stop: 'the', tools: 'none' },
	'refuses-extras': { x_extra: true },
};

describe('on the wire', () => {
	test.each(byName)('%s leaves its mark', async (name, fault) => {
		const fields = shownBy[name] ?? {};
		const met = await meet(fault.base, { fields, retries: name === 'rate-limit-twice' ? 3 : 0 });
		const status = /^http-(\d+)$/.exec(name)?.[1];
		const mark = marks[name] ?? (status === undefined ? undefined : () => true);
		expect(mark, `${name} has a mark`).toBeDefined();
		expect(mark?.(met), `${met.wire.slice(0, 400)} ... ${met.wire.slice(-400)}`).toBe(true);
		expect(met.snapshot.recording.response?.status).toBe(
			status === undefined ? (name in expectedStatus ? expectedStatus[name] : 200) : Number(status)
		);
	});
});

const expectedStatus: Readonly<Record<string, number | undefined>> = {
	...Object.fromEntries(
		byName.filter(([name]) => name.startsWith('rate-limit')).map(([name]) => [name, 429])
	),
	'rate-limit-twice': 200,
	'cut-before-head': undefined,
	'refuses-extras': 422,
};

describe('errors inside a stream', () => {
	test.each([
		[
			'nested',
			'{"error":{"message":"The model stopped answering.","type":"server_error","param":null,"code":"internal_error"}}',
			false,
		],
		[
			'vllm',
			'{"error":{"message":"The model stopped answering.","type":"InternalServerError","param":null,"code":500}}',
			true,
		],
		[
			'vllm-old',
			'{"object":"error","message":"The model stopped answering.","type":"InternalServerError","param":null,"code":500}',
			true,
		],
		[
			'litellm',
			'{"error":{"message":"litellm.InternalServerError: InternalServerError: Hosted_vllmException - The model stopped answering.","type":"internal_server_error","param":null,"code":"500"}}',
			true,
		],
		[
			'litellm-timeout',
			'{"error":{"message":"litellm.Timeout: APITimeoutError - Request timed out. Error_str: Timeout on reading data from socket","type":"invalid_request_error","param":null,"code":"408"}}',
			true,
		],
		[
			'llama-cpp',
			'{"error":{"code":500,"message":"The model stopped answering.","type":"server_error"}}',
			false,
		],
		['transformers', '{"error":"The model stopped answering."}', false],
	])('in the shape of %s', async (shape, data, isDone) => {
		const { wire, snapshot } = await meet(`/faults/error-midway;shape=${shape}/v1`);
		const end = `data: ${data}\n\n${isDone ? 'data: [DONE]\n\n' : ''}`;
		expect(wire.endsWith(end), wire.slice(-400)).toBe(true);
		expect(snapshot.outcome?.reason).toMatch(/The model stopped answering\.|Request timed out\./);
	});

	test('in an event of its own, and in a chunk', async () => {
		expect((await meet('/faults/error-first;shape=event/v1')).wire).toBe(
			'event: error\ndata: {"message":"The model stopped answering.","type":"server_error","code":500}\n\n'
		);
		expect((await meet('/faults/error-first;shape=openrouter/v1')).wire).toContain(
			'"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]'
		);
	});
});

describe('the times of a fault', () => {
	const waitsOf = async (base: string) => {
		const clock = createInstantClock();
		await (await createDemoHandler({ clock })(chatRequest({ stream: true }, { base }))).text();
		return { total: clock.now(), longest: Math.max(...clock.waits), count: clock.waits.length };
	};

	test('are those of the fault, and the rest of the pace is unchanged', async () => {
		const usual = await waitsOf('/v1');
		expect((await waitsOf('/faults/slow-head;ms=1234/v1')).total).toBeCloseTo(
			usual.total + 1_234,
			6
		);
		expect((await waitsOf('/faults/stall;ms=4321/v1')).total).toBeCloseTo(usual.total + 4_321, 6);
		expect((await waitsOf('/faults/stall;ms=4321/v1')).longest).toBeGreaterThan(4_321);
		expect((await waitsOf('/faults/one-byte-reads/v1')).total).toBeCloseTo(usual.total, 6);
		expect((await waitsOf('/faults/several-frames-a-read/v1')).total).toBeCloseTo(usual.total, 6);
	});

	test('of a burst are one silence, as long as the whole answer', async () => {
		const usual = await waitsOf('/v1');
		const burst = await waitsOf('/faults/burst/v1');
		expect(burst.count).toBe(1);
		expect(burst.total).toBeCloseTo(usual.total, 6);
	});
});

describe('the seed of a fault', () => {
	const restOf = async (path: string) => (await meet(`/faults/${path}/v1`)).snapshot.rest.length;

	test('decides where the fault strikes, and the same seed strikes there again', async () => {
		expect(await restOf('cut;seed=3')).toBe(await restOf('cut;seed=3'));
		const places = new Set(
			await Promise.all([1, 2, 3, 4, 5].map((seed) => restOf(`cut;seed=${seed}`)))
		);
		expect(places.size).toBeGreaterThan(1);
	});

	test('cuts reads elsewhere, too', async () => {
		const lengths = async (seed: number) =>
			(await meet(`/faults/random-reads;most=9;seed=${seed}/v1`)).reads.map(({ length }) => length);
		expect(await lengths(1)).toEqual(await lengths(1));
		expect(await lengths(1)).not.toEqual(await lengths(2));
	});
});

describe('an answer that is not a stream', () => {
	const handler = createDemoHandler({ pace: 0 });
	const answers = [
		() => new Request('http://demo.test/faults/NAME/v1/models'),
		() => chatRequest({}, { base: '/faults/NAME/v1' }),
	];

	test.each(byName.filter(([, fault]) => fault.in !== 'every answer'))(
		'is untouched by %s',
		async (name) => {
			for (const request of answers) {
				const { url, method } = request();
				const body = method === 'POST' ? await request().text() : null;
				const at = (base: string) =>
					handler(new Request(url.replace('/faults/NAME/v1', base), { method, body }));
				expect(await (await at(`/faults/${name}/v1`)).text()).toBe(await (await at('/v1')).text());
			}
		}
	);

	test('is cut, refused or held up as a stream is', async () => {
		const models = (base: string) => handler(new Request(`http://demo.test${base}/models`));
		await expect((await models('/faults/cut/v1')).text()).rejects.toThrow('network error');
		await expect(models('/faults/cut-before-head/v1')).rejects.toThrow('network error');
		expect((await models('/faults/http-503/v1')).status).toBe(503);
		const slow = createInstantClock();
		const asked = new Request('http://demo.test/faults/slow-head;ms=700/v1/models');
		await (await createDemoHandler({ clock: slow })(asked)).text();
		expect(slow.now()).toBe(700);
	});
});

describe('the address of a fault', () => {
	const handler = createDemoHandler({ pace: 0 });
	const refusal = async (fault: string) =>
		errorOf(handler(chatRequest({ stream: true }, { base: `/faults/${fault}/v1` })));

	test('accepts options in any order, and percent-encoded', async () => {
		for (const fault of ['cut;after=7;seed=3', 'cut;seed=3;after=7', 'cut%3Bafter=7%3Bseed%3D3']) {
			const { snapshot } = await meet(`/faults/${fault}/v1`);
			expect(snapshot.frames.length, fault).toBe(7);
		}
	});

	test('lists the faults if it names an unknown one', async () => {
		const { status, error } = await refusal('cutt');
		expect(status).toBe(404);
		expect(error.message).toBe(
			`There is no fault \`cutt\`. Faults: ${byName.map(([name]) => name).join(', ')}.`
		);
	});

	test.each(['cut;before=7', 'cut;before', 'cut;__proto__=1', 'cut;constructor=1'])(
		'says which options there are, where it names another: %s',
		async (fault) => {
			const { status, error } = await refusal(fault);
			expect(status).toBe(400);
			expect(error.code).toBe('unknown_fault_option');
			expect(error.message).toBe(
				`The fault \`cut\` has no option \`${fault.slice(4)}\`. ` +
					'Its options: after=0..10000 (default 20), seed=0..4294967295 (default 0).'
			);
		}
	);

	test.each(['10001', '-1', '1e3', '99999', '7=8', ' 7', '7.5'])(
		'says the range of an option, where the value is out of it: %s',
		async (value) => {
			const { status, error } = await refusal(`cut;after=${value}`);
			expect(status).toBe(400);
			expect(error.code).toBe('invalid_fault_option');
			expect(error.message).toBe(
				`The option \`after\` of the fault \`cut\` is \`${value}\`. ` +
					'Give it a whole number from 0 to 10000.'
			);
		}
	);

	test.each(['cut;after', 'cut;after='])(
		'says that an option has no value, where none stands there: %s',
		async (fault) => {
			expect((await refusal(fault)).error.message).toBe(
				'The option `after` of the fault `cut` has no value. Give it a whole number from 0 to 10000.'
			);
		}
	);

	test('says which words an option takes', async () => {
		expect((await refusal('http-401;shape=round')).error.message).toMatchInlineSnapshot(
			`"The option \`shape\` of the fault \`http-401\` is \`round\`. Give it one of api, vllm."`
		);
	});

	test('accepts every value up to the highest', async () => {
		for (const fault of ['cut;after=10000', 'cut;after=0', 'cut;seed=4294967295']) {
			const asked = chatRequest({ stream: true }, { base: `/faults/${fault}/v1` });
			expect((await handler(asked)).status, fault).toBe(200);
		}
	});

	test('rejects a bad request as the API does, whatever the fault', async () => {
		const bad = chatRequest({ temperature: 3 }, { base: '/faults/html-with-200/v1' });
		expect((await errorOf(handler(bad))).error.param).toBe('temperature');
		const wrongKey = chatRequest(
			{},
			{ base: '/faults/cut/v1', headers: { authorization: 'Bearer sk-invalid' } }
		);
		expect((await errorOf(handler(wrongKey))).status).toBe(401);
	});
});

describe('GET /faults', () => {
	test('lists every fault with everything that a reader or a page needs', async () => {
		const handler = createDemoHandler();
		const response = await handler(new Request('http://demo.test/faults'));
		const { faults } = (await response.json()) as { faults: FaultDescription[] };
		expect(faults).toEqual(JSON.parse(JSON.stringify(faultDescriptions)));
		expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
		for (const { name, what, seen, client, base, options } of faults) {
			expect(name, 'fits into a path').toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
			expect(base).toBe(`/faults/${name}/v1`);
			// A sentence may begin with a name that is written small.
			const sentences = [what, seen, client.error ?? 'None.'];
			for (const sentence of sentences)
				expect(sentence, name).toMatch(/^[A-Za-z`\d].{8,}\.$|^None\.$/);
			for (const [option, { what: meaning }] of Object.entries(options)) {
				expect(meaning, `${name};${option}`).toMatch(/^[A-Z]/);
			}
			const isWell = ['complete', 'complete-without-done'].includes(client.outcome);
			expect(client.error === null, name).toBe(isWell && client.text === 'whole');
		}
	});

	test('accepts only GET', async () => {
		const asked = new Request('http://demo.test/faults', { method: 'POST' });
		expect((await errorOf(createDemoHandler()(asked))).status).toBe(405);
	});
});

describe('a host that cannot break connections', () => {
	test.each([[[]], [['in the body']], [['before the head', 'in the body']]] as const)(
		'but %j answers 501 to the faults that need more, and to no other',
		async (breaks) => {
			const handler = createDemoHandler({ pace: 0, breaks });
			for (const { base, breaksConnection } of faultDescriptions) {
				const needsMore =
					breaksConnection !== null && !breaks.some((one) => one === breaksConnection);
				for (const request of [
					chatRequest({ stream: true }, { base }),
					new Request(`http://demo.test${base}/models`),
				]) {
					const status = await handler(request).then((response) => response.status, String);
					expect(status === 501, `${status} ${request.url}`).toBe(needsMore);
				}
			}
		}
	);

	test('says why, and what to do instead', async () => {
		const handler = createDemoHandler({ breaks: [] });
		const { error } = await errorOf(
			handler(chatRequest({ stream: true }, { base: '/faults/cut;after=7/v1' }))
		);
		expect(error).toMatchInlineSnapshot(`
			{
			  "code": "cannot_break_connection",
			  "message": "The fault \`cut\` breaks the connection in the body, which this host cannot do. Use \`npm start\` instead.",
			  "param": null,
			  "type": "server_error",
			}
		`);
	});
});

describe('rate-limit-twice', () => {
	test('counts each request separately, and starts over after the answer', async () => {
		const handler = createDemoHandler({ pace: 0 });
		const statusOf = async (content: string) =>
			(
				await handler(
					chatRequest(
						{ messages: [{ role: 'user', content }], stream: true },
						{ base: '/faults/rate-limit-twice/v1' }
					)
				)
			).status;
		const statuses = [];
		for (const content of ['a', 'a', 'b', 'a', 'b', 'b', 'a'])
			statuses.push(await statusOf(content));
		expect(statuses).toEqual([429, 429, 429, 200, 429, 200, 429]);
	});

	test('forgets the least recently used request, so that it stays small', async () => {
		const handler = createDemoHandler({ pace: 0 });
		const ask = async (content: string) =>
			(
				await handler(
					chatRequest(
						{ messages: [{ role: 'user', content }], max_tokens: 1 },
						{ base: '/faults/rate-limit-twice;times=1/v1' }
					)
				)
			).status;
		expect(await ask('first')).toBe(429);
		for (let i = 0; i < 1_000; i++) await ask(`other ${i}`);
		expect(await ask('first'), 'forgotten').toBe(429);
		expect(await ask('first')).toBe(200);
	});
});

test('a fault does not affect the answer to the same request without one', async () => {
	const handler = createDemoHandler({ pace: 0 });
	const before = await (await handler(chatRequest({ stream: true }))).text();
	for (const { base } of faultDescriptions) {
		if (base.includes('hold') || base.includes('for-ever') || base.includes('open')) continue;
		await handler(chatRequest({ stream: true }, { base })).then(
			(response) => response.text().catch((error: Error) => error.message),
			(error: Error) => error.message
		);
	}
	expect(await (await handler(chatRequest({ stream: true }))).text()).toBe(before);
	expect((await chunksOf(handler(chatRequest({ stream: true })))).length).toBeGreaterThan(200);
});
