/**
 * The official Python SDKs stream Responses and Messages from the demo API under every fault that is for them, and
 * have our message's text, as far as they come. `tests/unit/demo/protocol-faults.test.ts` does the same with those for
 * JavaScript.
 */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDemoHandler, faultDescriptions } from '../../src/demo/index.ts';
import { requestIn } from '../../src/protocols/index.ts';
import { createRun } from '../../src/run/index.ts';
import { asFetch, STORY } from '../support/demo.ts';
import { startDemoServer } from '../support/demo-server.ts';
import { environment, runtimeOf } from '../support/program.ts';
import { examplePath } from '../support/reader-folders.ts';

const PROGRAM = '../../tests/conformance/protocols.py';
const PROTOCOLS = ['responses', 'messages'] as const;
type Other = (typeof PROTOCOLS)[number];

interface Answer {
	readonly protocol: Other;
	readonly fault: string;
	readonly text: string;
	readonly error: string | null;
}

// No wait is part of what is checked.
const addressed = faultDescriptions.map(({ name, options, protocols }) => ({
	protocols,
	fault: 'ms' in options ? `${name};ms=0` : name,
}));
const faultsOf = (protocol: Other) =>
	addressed.filter(({ protocols }) => protocols.includes(protocol)).map(({ fault }) => fault);

async function readInPython(origin: string): Promise<readonly Answer[]> {
	const faults = new Set(['', ...PROTOCOLS.flatMap(faultsOf)]);
	const program = spawn(runtimeOf(PROGRAM), [examplePath(PROGRAM), origin], {
		env: environment({}),
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	program.stdin.end([...faults].join('\n'));
	const lines = (await text(program.stdout)).trim().split('\n');
	return lines.map((line) => JSON.parse(line) as Answer);
}

async function ourText(protocol: Other, fault: string): Promise<string> {
	const baseURL = `http://demo.test${fault && `/faults/${fault}`}/v1`;
	const chat = { model: 'vllm-primary', max_tokens: 4000, messages: [STORY] };
	const { message } = await createRun({
		request: { baseURL, protocol, body: requestIn(protocol, chat) },
		fetch: asFetch(createDemoHandler({ pace: 0 })),
		clock: { now: () => performance.now() },
		stallMs: 300,
	}).start();
	return message.choices[0]?.text ?? '';
}

const server = await startDemoServer({ pace: 0 });
let answers: readonly Answer[] = [];
beforeAll(async () => {
	answers = await readInPython(server.origin);
}, 300_000);
afterAll(() => server.close());

// A byte that is no UTF-8 shows as U+FFFD, beside text that is whole.
const plain = (words: string) => words.replaceAll('\uFFFD', '');

describe.each(PROTOCOLS)('the Python SDK for %s', (protocol) => {
	const answerTo = (fault: string) =>
		answers.find((one) => one.protocol === protocol && one.fault === fault);

	test.each(['', ...faultsOf(protocol)])('has our text under the fault "%s"', async (fault) => {
		const answer = answerTo(fault);
		const ours = plain(await ourText(protocol, fault));
		const theirs = plain(answer?.text ?? 'never asked');
		const isWhole = answer?.error === null;
		const agrees = isWhole ? theirs === ours : ours.startsWith(theirs);
		expect(agrees, `${theirs.slice(-80)} (${answer?.error})`).toBe(true);
	});
});

test('what they raise', () => {
	const raised = (protocol: Other, fault: string) =>
		answers.find((one) => one.protocol === protocol && one.fault === fault)?.error ?? 'nothing';
	const table = faultsOf('messages').map((fault) => [
		fault,
		PROTOCOLS.map((protocol) => raised(protocol, fault)).join('; '),
	]);
	expect(Object.fromEntries(table)).toMatchInlineSnapshot(`
		{
		  "bom": "nothing; AssertionError",
		  "burst": "nothing; nothing",
		  "cr": "nothing; nothing",
		  "crlf": "nothing; nothing",
		  "cut": "APIConnectionError; RemoteProtocolError",
		  "cut-before-first-byte": "APIConnectionError; RemoteProtocolError",
		  "cut-before-head": "APIConnectionError; APIConnectionError",
		  "cut-between-frames": "APIConnectionError; RemoteProtocolError",
		  "cut-then-whole": "APIConnectionError; RemoteProtocolError",
		  "done-then-open": "APITimeoutError; ReadTimeout",
		  "empty-stop": "nothing; nothing",
		  "end-inside-frame": "nothing; nothing",
		  "error-first": "RuntimeError; APIStatusError",
		  "error-midway": "nothing; APIStatusError",
		  "html-with-200": "nothing; AssertionError",
		  "http-400": "BadRequestError; BadRequestError",
		  "http-401": "AuthenticationError; AuthenticationError",
		  "http-403": "PermissionDeniedError; PermissionDeniedError",
		  "http-404": "NotFoundError; NotFoundError",
		  "http-422": "UnprocessableEntityError; UnprocessableEntityError",
		  "http-500": "InternalServerError; InternalServerError",
		  "http-502": "InternalServerError; InternalServerError",
		  "http-503": "InternalServerError; ServiceUnavailableError",
		  "http-504": "InternalServerError; GatewayTimeoutError",
		  "huge-frame": "nothing; nothing",
		  "id-lines": "nothing; nothing",
		  "invalid-utf8": "UnicodeDecodeError; UnicodeDecodeError",
		  "json-error-with-200": "nothing; AssertionError",
		  "keep-alives": "nothing; nothing",
		  "keep-alives-late": "nothing; nothing",
		  "limit-in-reasoning": "nothing; nothing",
		  "malformed-json": "JSONDecodeError; JSONDecodeError",
		  "multi-line-data": "nothing; nothing",
		  "no-blank-lines": "nothing; AssertionError",
		  "no-done": "BadRequestError; nothing",
		  "no-end": "nothing; nothing",
		  "no-space": "nothing; nothing",
		  "nothing-with-200": "nothing; AssertionError",
		  "one-byte-reads": "nothing; nothing",
		  "page-midway": "nothing; nothing",
		  "random-reads": "nothing; nothing",
		  "rate-limit": "RateLimitError; RateLimitError",
		  "rate-limit-date": "RateLimitError; RateLimitError",
		  "rate-limit-headers": "RateLimitError; RateLimitError",
		  "rate-limit-huge": "RateLimitError; RateLimitError",
		  "rate-limit-no-wait": "RateLimitError; RateLimitError",
		  "rate-limit-twice": "RateLimitError; RateLimitError",
		  "reasoning": "nothing; nothing",
		  "retry-lines": "JSONDecodeError; nothing",
		  "several-frames-a-read": "nothing; nothing",
		  "slow-head;ms=0": "nothing; nothing",
		  "stall-for-ever": "APITimeoutError; ReadTimeout",
		  "stall;ms=0": "nothing; nothing",
		  "wrong-content-type": "nothing; nothing",
		}
	`);
});
