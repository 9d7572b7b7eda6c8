/**
 * Every program that a page prints, run unchanged against every fault of the demo API: it prints the
 * whole answer, or it fails loudly with a true sentence. Never a silent cut.
 *
 * In      `GET /faults`, so a new fault is tested by being there, in each of its shapes. What a good client
 *         makes of it is the fault's own word; what a program cannot see is declared below.
 * Units   the demo's waits are 50 times as short. Where it falls silent, and there alone, the program's
 *         own clock runs 20 times as fast (`tests/support/hasty-*`).
 */
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { FaultDescription } from '../../src/demo/index.ts';
import { cellOf, type Cell } from '../../src/components/board.ts';
import { judgeCell } from '../board/cell.ts';
import { clients } from '../board/clients.ts';
import { faultCases, isSilentAtTheEnd, type FaultCase } from '../support/fault-cases.ts';
import { startForks } from '../support/forks.ts';
import { runProgram, type Printed } from '../support/program.ts';
import { folderFor } from '../support/reader-folders.ts';
import { startDemoServer } from '../support/demo-server.ts';

// A byte at a time, tens of thousands of them, takes a minute where eight others want the processor.
vi.setConfig({ testTimeout: 240_000 });

const server = await startDemoServer();
const { origin } = server;

const support = (file: string) => fileURLToPath(new URL(`../support/${file}`, import.meta.url));
const forks = ['python/stream.py', 'python/stream_async.py', 'python/stream_httpx.py'].map(
	startForks
);

afterAll(() => Promise.all([server.close(), ...forks.map((program) => program.close())]));

type Run = (baseURL: string, isHasty: boolean) => Promise<Printed>;

const python =
	(program: (typeof forks)[number]): Run =>
	(baseURL, isHasty) =>
		program.run({ baseURL }, isHasty ? [support('hasty-python/sitecustomize.py')] : []);

const node =
	(file: string): Run =>
	(baseURL, isHasty) =>
		runProgram(file, {
			baseURL,
			runtimeArguments: isHasty ? ['--import', support('hasty-node.ts')] : [],
			env: { NODE_COMPILE_CACHE: folderFor('compiled') },
		});

const programs = [
	{ file: 'python/stream.py', client: 'python', run: python(forks[0]!) },
	{ file: 'python/stream_async.py', client: 'python', run: python(forks[1]!) },
	{ file: 'python/stream_httpx.py', client: 'httpx', run: python(forks[2]!) },
	{ file: 'javascript/stream.mjs', client: 'sdk', run: node('javascript/stream.mjs') },
	{ file: 'browser/terminal.mjs', client: 'fetch', run: node('browser/terminal.mjs') },
	{
		file: 'javascript/stream-helper.mjs',
		client: 'helper',
		run: node('javascript/stream-helper.mjs'),
	},
	{ file: 'javascript/ai-sdk.mjs', client: 'ai', run: node('javascript/ai-sdk.mjs') },
] as const;
type Client = (typeof programs)[number]['client'];

/** Where the text stands in another place, or several chunks in a frame: a program that has no text says so. */
const NO_TEXT = [
	/no text came\.( The finish reason is stop\.)?$/i,
	'what reads `delta` alone finds no text, and says so',
] as const;
const NO_CHUNK = [
	/without a finish reason\.$|no finish reason\.$|a frame is not JSON, or no chunk/,
	'a frame that is no chunk brings nothing, and so the finish reason is missed',
] as const;
const elsewhere = {
	'text-elsewhere': NO_TEXT,
	'text-elsewhere;as=text': NO_TEXT,
	wrapped: NO_CHUNK,
	'wrapped;as=string': NO_CHUNK,
};

/**
 * Where a good client has the whole answer and a program has not: what it says instead, and why it
 * may. A program that comes to print the whole answer fails here, and its entry goes.
 */
const shortcomings: Readonly<Record<Client, Readonly<Record<string, readonly [RegExp, string]>>>> =
	{
		python: {
			...elsewhere,
			'retry-lines': [
				/incomplete: Expecting value: line 1/,
				'openai-python takes a block without data for JSON, and raises',
			],
			'event-lines': [
				/incomplete: Expecting value: line 1/,
				'openai-python takes a block without data for JSON, and raises',
			],
			'invalid-utf8': [
				/incomplete: 'utf-8' codec can't decode byte 0xff/,
				'openai-python decodes strictly, before the program sees anything',
			],
		},
		httpx: {
			'text-elsewhere;as=text': NO_TEXT,
			wrapped: NO_CHUNK,
			'wrapped;as=string': NO_CHUNK,
			'wrong-content-type;as=json': [
				/incomplete: the API answered 200: application\/json, not text\/event-stream/,
				'everywhere else a body of JSON is an error, and its message is worth more',
			],
			'rate-limit-twice': [
				/incomplete: the API answered 429 \(Retry-After: 1\): The demo was told/,
				'it asks once; whether to ask again is for its caller, who knows what that costs',
			],
		},
		sdk: {
			...elsewhere,
			'done-tail': [
				/incomplete: Error reading response: malformed server-sent event JSON/,
				'openai-node takes an end mark with a tail for JSON, and throws',
			],
			'event-lines': [
				/incomplete: Error reading response: malformed server-sent event JSON/,
				'openai-node takes an event without data for JSON, and throws',
			],
		},
		fetch: {
			'text-elsewhere;as=text': NO_TEXT,
			wrapped: NO_CHUNK,
			'wrapped;as=string': NO_CHUNK,
			'wrong-content-type;as=json': [
				/^The API answered 200: application\/json, not text\/event-stream/,
				'everywhere else a body of JSON is an error, and its message is worth more',
			],
			'rate-limit-twice': [
				/^The API answered 429 \(Retry-After: 1\): The demo was told/,
				'it asks once; whether to ask again is for its caller, who knows what that costs',
			],
		},
		helper: {
			'text-elsewhere': [/incomplete: missing role for choice 0/, 'the helper reads `delta` alone'],
			'text-elsewhere;as=text': [
				/incomplete: missing role for choice 0/,
				'the helper reads `delta` alone',
			],
			wrapped: [
				/incomplete: chunk\.choices is not iterable/,
				'the helper counts on choices in every chunk',
			],
			'wrapped;as=string': [
				/incomplete: chunk\.choices is not iterable/,
				'the helper counts on choices in every chunk',
			],
			'tool-calls;calls=no-index': [
				/incomplete: Chat completion stream contains an invalid tool call index: undefined/,
				'the helper puts calls together by their index',
			],
			'done-tail': [
				/incomplete: Error reading response: malformed server-sent event JSON/,
				'openai-node takes an end mark with a tail for JSON, and throws',
			],
			'other-protocol': [
				/incomplete: chunk\.choices is not iterable/,
				'the helper counts on choices in every chunk; that it fails is right',
			],
			'other-protocol;as=messages': [
				/incomplete: chunk\.choices is not iterable/,
				'the helper counts on choices in every chunk; that it fails is right',
			],
			'event-lines': [
				/incomplete: Error reading response: malformed server-sent event JSON/,
				'openai-node takes an event without data for JSON, and throws',
			],
			'one-finish-reason': [
				/incomplete: missing finish_reason for choice 1/,
				'the helper wants a finish reason of every choice',
			],
			'choices-missing': [
				/incomplete: chunk\.choices is not iterable/,
				'the helper counts on choices in every chunk',
			],
			'error-first;shape=vllm-old': [
				/incomplete: chunk\.choices is not iterable/,
				'the helper takes this shape for a chunk; that it fails is right, and the message is lost',
			],
			'error-midway;shape=vllm-old': [
				/incomplete: chunk\.choices is not iterable/,
				'the helper takes this shape for a chunk; that it fails is right, and the message is lost',
			],
		},
		ai: {
			'text-elsewhere': NO_TEXT,
			'text-elsewhere;as=text': NO_TEXT,
			wrapped: [
				/incomplete: Type validation failed: Value: \[\{"id"/,
				'the AI SDK takes a list for an error',
			],
			'wrapped;as=string': [
				/incomplete: Type validation failed: Value: "\{/,
				'the AI SDK takes a string for an error',
			],
			'tool-calls;calls=object': [
				/incomplete: Type validation failed: Value: \{"id"/,
				'the AI SDK wants a string of arguments',
			],
			'done-tail': [
				/incomplete: JSON parsing failed|incomplete: .*DONE/,
				'the AI SDK takes an end mark with a tail for JSON',
			],
			'keep-alives-late': [
				/incomplete: Type validation failed: Value: {"type":"ping"}/,
				'the AI SDK takes an event with data and without choices for an error',
			],
			'other-protocol': [
				/incomplete: Type validation failed: Value: {"type":"response/,
				'the AI SDK takes an event without choices for an error, which it is',
			],
			'other-protocol;as=messages': [
				/incomplete: Type validation failed: Value: {"type":"message_start"/,
				'the AI SDK takes an event without choices for an error, which it is',
			],
			'choices-missing': [
				/incomplete: Type validation failed: Value: {"hook_results"/,
				'the AI SDK takes a chunk without choices for an error',
			],
		},
	};

/** The program's own caution, the same in all of them. */
const cautions: Readonly<Record<string, readonly [RegExp, string]>> = {
	'unknown-finish-reason': [
		/incomplete: its finish reason is eos_token\.$/,
		'nobody knows whether a name that OpenAI does not have means a whole answer',
	],
};

/** Where a package hands the program more text than the answer, and nothing to tell the two apart. */
const excesses: Readonly<Partial<Record<Client, Readonly<Record<string, string>>>>> = {
	helper: { 'choices-interleaved': 'its `content` event brings the text of every choice' },
	ai: {
		'choices-interleaved': 'its text parts bring every choice, and no index',
		'one-finish-reason': 'its text parts bring every choice, and no index',
		'data-after-done': 'it reads past [DONE]',
	},
};

/** More text takes the finish reason back, so with it the program fails, which is the truth as it sees it. */
const loudExcesses: ReadonlySet<string> = new Set(['data-after-done']);

/** What may truly be said of each outcome. Which sentence a program has for it: `programs.test.ts`. */
const isCut =
	/without a finish reason|(no|missing) finish.reason|finish reason is missing|without sending any chunks|Connection error|terminated|broke mid-answer|Failed to process successful response|peer closed connection/;
const truths: Readonly<Record<string, readonly RegExp[]>> = {
	complete: [/(incomplete: n|^N|\n\nN)o text came\.( The finish reason is (stop|length)\.)?$/],
	truncated: [isCut, /malformed server-sent event JSON/],
	// Both packages overlook some shapes, or lose the message. That the answer is cut is true still.
	'api-error': [
		/The model stopped answering\.|Request timed out\./,
		/Output data may contain inappropriate content\./,
		/An error occurred during streaming/,
		/200: The demo was told to fail/,
		/finish reason is (network_error|insufficient_system_resource)\.$/,
		isCut,
	],
	unreadable: [
		/not JSON|JSON parsing failed|malformed .* JSON|Expecting .* line 1 column/,
		/not text\/event-stream|200: The demo was told to fail/,
		isCut,
	],
	blocked: [
		/Connection error\.|Server disconnected without sending a response|No response\. Is http\S+ right\?|Cannot connect to API/,
	],
	stalled: [/timed out|no chunk came for 60 seconds|broke mid-answer|timeout of \d+ms exceeded/],
};

const response = await fetch(`${origin}/faults`);
const { faults } = (await response.json()) as { faults: readonly FaultDescription[] };

const cases = faultCases(faults);

async function ask(base: string): Promise<Response> {
	return fetch(`${origin}${base}/chat/completions`, {
		method: 'POST',
		body: JSON.stringify({
			model: 'vllm-primary',
			messages: [{ role: 'user', content: 'Tell me a story' }],
			stream: base !== '/v1',
		}),
	});
}

const plain = (await (await ask('/v1')).json()) as { choices: { message: { content: string } }[] };
const whole = plain.choices[0]!.message.content.trimEnd();

const pick = ({ verdict, text }: Cell) => ({ verdict, text });

/** A byte that is no UTF-8 shows as U+FFFD, beside text that is whole. */
const textOf = ({ stdout }: Printed) => stdout.trimEnd().replaceAll('\uFFFD', '');

const howMuch = (text: string) => (text === whole ? 'whole' : text === '' ? 'none' : 'part');

type Check = readonly [what: string, holds: boolean];

/** A finish reason that is not `stop` is told, and the answer is whole all the same. */
async function checksOfWhole(printed: Printed, base: string): Promise<Check[]> {
	const told = /^The finish reason is (\w+), not stop\.\n$/.exec(printed.stderr)?.[1];
	const isTold = told && (await (await ask(base)).text()).includes(`"finish_reason":"${told}"`);
	return [
		['prints the whole answer', textOf(printed) === whole],
		['ends with code 0', printed.code === 0],
		['says nothing but a finish reason that came', printed.stderr === '' || Boolean(isTold)],
	];
}

function checksOfFailure({ stderr, ...printed }: Printed, truth: readonly RegExp[]): Check[] {
	return [
		['ends with code 1', printed.code === 1],
		['says what is true', truth.some((sentence) => sentence.test(stderr.trim()))],
		['says it in a sentence, without a trace', !/Traceback|^ {4}at /m.test(stderr)],
		['prints nothing but the answer', whole.startsWith(textOf({ stderr, ...printed }))],
	];
}

async function checksOf(printed: Printed, client: Client, met: FaultCase, base: string) {
	const { text, outcome } = met.fault.client;
	const shortcoming = shortcomings[client][met.name] ?? cautions[met.name];
	if (shortcoming !== undefined) {
		const [says, why] = shortcoming;
		const isStale = printed.code === 0;
		return [...checksOfFailure(printed, [says]), [`falls short still: ${why}`, !isStale] as const];
	}
	const excess = excesses[client]?.[met.name];
	if (excess !== undefined) {
		const { length } = textOf(printed);
		const code = loudExcesses.has(met.name) ? 1 : 0;
		return [
			[`prints more than the answer still: ${excess}`, length > whole.length] as const,
			[`ends with code ${code}`, printed.code === code] as const,
		];
	}
	if (text === 'whole') return checksOfWhole(printed, base);
	const truth =
		outcome === 'http-error'
			? [new RegExp(`\\b${(await ask(base)).status}\\b`)]
			: (truths[outcome] ?? []);
	const amount = [`prints of the text: ${text}`, howMuch(textOf(printed)) === text] as const;
	return [...checksOfFailure(printed, truth), amount];
}

test('there are faults to meet, and every shortcoming is of one of them', () => {
	expect(cases.length).toBeGreaterThan(60);
	const declared = [shortcomings, excesses].flatMap((table) =>
		Object.values(table).flatMap((list) => Object.keys(list))
	);
	const names = new Set(cases.map(({ name }) => name));
	expect(declared.filter((name) => !names.has(name))).toEqual([]);
});

// All cases at once: in many, a program only waits to ask again.
describe.concurrent.each(cases)('under $name', (met) => {
	test.each(programs)('$file is whole or says truly why not', async (program) => {
		// Refusals are counted for each address; a seed gives each program its own.
		const base = `/faults/${met.name};seed=${programs.indexOf(program)}/v1`;
		const printed = await program.run(origin + base, isSilentAtTheEnd(met));
		const checks = await checksOf(printed, program.client, met, base);
		const broken = checks.filter(([, holds]) => !holds).map(([what]) => what);
		expect(broken, JSON.stringify(printed)).toEqual([]);
		// The page of clients says so. Where the program has changed: `npm run board`.
		const client = clients.find(({ file }) => file === program.file);
		const { verdict, text } = judgeCell(printed, met.fault.client, whole, origin);
		expect({ verdict, text }).toEqual(pick(cellOf(client?.id ?? '', met.name)));
	});
});
