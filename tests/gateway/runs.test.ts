/**
 * What `createRun` makes of each fault of the demo API, when a real LiteLLM stands in front of it.
 *
 * LiteLLM mends much, hides some, and turns the rest into an error of its own. Where it has sent nothing
 * yet, that is a status; later it is a frame with the code "500", and `[DONE]`.
 */
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { faultDescriptions } from '../../src/demo/index.ts';
import { createRun, type Snapshot } from '../../src/run/index.ts';
import { MASTER_KEY } from './config.ts';

interface Through {
	readonly outcome: string;
	/** How much of the story is there. */
	readonly text: 'whole' | 'part' | 'none';
	readonly status?: number;
	/** Parts of the reason and the advice, in any case of letters. */
	readonly says?: readonly string[];
}

const whole: Through = { outcome: 'complete', text: 'whole' };
/** Nothing says so, but a piece is missing. */
const lossy: Through = { outcome: 'complete', text: 'part' };
/** What LiteLLM makes of an answer that holds nothing it can read. */
const empty: Through = { outcome: 'complete', text: 'none', says: ['no text'] };

const errorFrame = (...says: string[]): Through => ({
	outcome: 'api-error',
	text: 'part',
	says: [...says, 'Send the request again'],
});
const refused = (status: number, ...says: string[]): Through => ({
	outcome: 'http-error',
	text: 'none',
	status,
	says: [`HTTP ${status}`, ...says],
});

const brokeOff = errorFrame('Response payload is not completed');
const endedEarly = errorFrame('Stream ended before a finish_reason was received');
const overLimit = refused(429, 'over its limit of requests');

const THROUGH: Readonly<Record<string, Through>> = {
	'one-byte-reads': whole,
	'random-reads': whole,
	'several-frames-a-read': whole,
	burst: whole,
	crlf: whole,
	cr: whole,
	'no-space': whole,
	// Its first frame is lost, and that had no text.
	bom: whole,
	'keep-alives': whole,
	'id-lines': whole,
	'retry-lines': whole,
	'event-lines': whole,
	'multi-line-data': empty,
	'huge-frame': whole,
	'invalid-utf8': { outcome: 'complete', text: 'part' },
	'malformed-json': lossy,
	'unknown-fields': whole,
	'choices-empty': whole,
	'choices-missing': whole,
	'choices-interleaved': { ...whole, says: ['choice'] },
	'one-finish-reason': { ...whole, says: ['choice'] },
	reasoning: whole,
	'tool-calls': { ...whole, says: ['run them'] },
	'unknown-finish-reason': whole,
	'model-change': whole,
	'usage-apart': whole,
	'usage-with-finish': whole,
	'usage-on-every-chunk': whole,
	'no-done': whole,
	'no-end': endedEarly,
	'end-inside-frame': endedEarly,
	cut: brokeOff,
	'cut-then-whole': brokeOff,
	'cut-between-frames': brokeOff,
	'cut-before-first-byte': refused(500, 'Response payload is not completed'),
	// In words that depend on when LiteLLM notices.
	'cut-before-head': refused(500),
	'error-first': refused(500, 'The model stopped answering'),
	'error-midway': errorFrame('The model stopped answering'),
	'slow-head': whole,
	stall: whole,
	'stall-for-ever': errorFrame('Request timed out'),
	'json-error-with-200': refused(500, 'The demo was told to fail'),
	'html-with-200': empty,
	'nothing-with-200': empty,
	'wrong-content-type': whole,
	'http-400': refused(400, 'told to refuse'),
	'http-401': refused(401, 'told to refuse this key'),
	'http-403': refused(403, 'may not use the model'),
	'http-404': refused(404, 'does not exist', 'GET /models'),
	'http-422': refused(422, 'told to miss'),
	'http-500': refused(500, 'The demo was told to fail'),
	'http-502': refused(502),
	'http-503': refused(503, 'told to be overloaded'),
	'http-504': refused(504, 'told to time out'),
	'rate-limit': overLimit,
	'rate-limit-date': overLimit,
	'rate-limit-huge': overLimit,
	'rate-limit-no-wait': overLimit,
	'rate-limit-headers': overLimit,
	// LiteLLM itself asks again.
	'rate-limit-twice': whole,
};

const story = [{ role: 'user', content: 'Tell me a story' }];

function ask(model: string, { apiKey = MASTER_KEY, ...fields }: Record<string, unknown> = {}) {
	return createRun({
		request: {
			baseURL: inject('gatewayURL'),
			apiKey: String(apiKey),
			body: { model, messages: story, stream: true, ...fields },
		},
		fetch,
		clock: { now: () => Date.now() },
	}).start();
}

const told = ({ outcome, advice }: Snapshot) => `${outcome?.reason} ${advice ?? ''}`.toLowerCase();

/** The same story without LiteLLM is what the demo's own tests hold. */
function amount({ message }: Snapshot, wholeStory: string): Through['text'] {
	const text = message.choices[0]?.text ?? '';
	if (text === '') return 'none';
	return text === wholeStory ? 'whole' : 'part';
}

describe('faults of the demo API through LiteLLM', () => {
	let wholeStory = '';

	beforeAll(async () => {
		wholeStory = (await ask('vllm-primary')).message.choices[0]?.text ?? '';
	});

	test('the story comes through whole', () => {
		expect(wholeStory.length).toBeGreaterThan(500);
	});

	test.concurrent.each(Object.entries(THROUGH))('%s', async (name, expected) => {
		const isOfTwo = name === 'choices-interleaved' || name === 'one-finish-reason';
		const fields = isOfTwo ? { n: 2 } : {};
		const run = await ask(`fault-${name}`, fields);
		expect({
			outcome: run.outcome?.kind,
			text: amount(run, wholeStory),
			status: run.recording.response?.status,
		}).toEqual({ outcome: expected.outcome, text: expected.text, status: expected.status ?? 200 });
		for (const part of expected.says ?? []) expect(told(run)).toContain(part.toLowerCase());
		expect(told(run), 'the configuration of LiteLLM is no cause').not.toContain('model group');
	});

	// What is left: faults that the table does not know yet, and those whose end is a matter of judgement.
	const others = faultDescriptions.filter(({ name }) => !Object.hasOwn(THROUGH, name));
	test.concurrent.each(others.map(({ name }) => name))('%s gives a run that ends', async (name) => {
		const { outcome, message, advice } = await ask(`fault-${name}`);
		expect(outcome?.reason).toMatch(/\.$/);
		expect(['blocked', 'stalled']).not.toContain(outcome?.kind);
		expect(JSON.stringify({ message, outcome, advice })).not.toContain('[object Object]');
	});
});

describe('LiteLLM itself', () => {
	test('rewrites `model` to the name that was asked for', async () => {
		expect((await ask('vllm-primary')).message.model).toBe('vllm-primary');
		expect((await ask('fault-model-change')).message.models).toHaveLength(1);
	});

	test('names the fallback, and turns to it before the first byte alone', async () => {
		const [down, midway] = await Promise.all([
			ask('down-with-fallback'),
			ask('midway-with-fallback'),
		]);
		expect(down.outcome?.kind).toBe('complete');
		expect(down.message.model).toBe('fallback-model');
		expect(midway.outcome?.kind).toBe('api-error');
	});

	test('says that no backend is there', async () => {
		const run = await ask('down');
		expect(run.outcome?.kind).toBe('http-error');
		expect(told(run)).toContain('cannot connect to host');
	});

	test('renames `reasoning`', async () => {
		const run = await ask('fault-reasoning');
		expect(run.message.choices[0]?.reasoning).not.toBe('');
		expect(run.bodyText).toContain('"reasoning_content"');
		expect(run.bodyText).not.toContain('"reasoning":');
	});

	test('sends role and finish reason of two choices for index 0 alone', async () => {
		const { message, outcome } = await ask('vllm-primary', { n: 2 });
		const { choices } = message;
		expect(outcome?.kind, outcome?.reason).toBe('complete');
		// It may come before the last text of its choice, which takes it back.
		const finishes = choices.map(
			({ finishReason, takenBack }) => finishReason ?? takenBack?.reason
		);
		expect(finishes).toEqual(['stop', undefined]);
		expect(choices.map(({ role }) => role)).toEqual(['assistant', undefined]);
		// Both are whole: the demo's stories end with a line in italics.
		for (const { text } of choices) expect(text).toMatch(/\*$/);
	});

	test('sends `: ping` while a backend is silent', async () => {
		const run = await ask('pinged');
		expect(run.outcome?.kind).toBe('complete');
		expect(
			run.frames
				.flatMap(({ comments }) => comments)
				.join()
				.trim()
		).toMatch(/^ping/);
	});

	test('loses an error in the old shape of vLLM', async () => {
		const run = await ask('vllm-old');
		expect(run.outcome?.kind).toBe('complete');
		expect(run.message.choices[0]?.text.length).toBeLessThan(100);
	});

	test('answers 400 to a wrong model and a wrong key, and 401 to none', async () => {
		const [model, key, none] = await Promise.all([
			ask('gpt-4o'),
			ask('vllm-primary', { apiKey: 'sk-wrong' }),
			ask('vllm-primary', { apiKey: '' }),
		]);
		expect(told(model)).toContain('invalid model name');
		expect(told(model)).toContain('/models');
		expect([model, key, none].map(({ recording }) => recording.response?.status)).toEqual([
			400, 400, 401,
		]);
		expect(told(key)).toContain('no connected db');
	});

	test('calls the wait of its own limit `llm_provider-retry-after`', async () => {
		await ask('limited');
		const run = await ask('limited');
		expect(run.recording.response?.status).toBe(429);
		const names = run.recording.response?.headers.map(([name]) => name.toLowerCase());
		expect(names).toContain('llm_provider-retry-after');
		expect(names).not.toContain('retry-after');
	});
});
