/** Streams and bodies of kinds that servers send now and then, each with what must be told of it. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { runOf, type HowItWent } from '../../support/chat-stream.ts';
import type { OutcomeKind } from '../../../src/chat/index.ts';

type Case = readonly [
	body: string | Uint8Array,
	kind: OutcomeKind,
	/** A part of the reason. */
	says: string,
	/** Of the first choice; nothing where there is none. */
	text?: string | undefined,
	how?: HowItWent,
];

const raw = (data: string) => `data: ${data}\n\n`;
const json = (value: unknown) => raw(JSON.stringify(value));
const delta = (brought: unknown, finish_reason: unknown = null, more: object = {}) =>
	json({
		id: 'c',
		object: 'chat.completion.chunk',
		choices: [{ index: 0, delta: brought, finish_reason }],
		...more,
	});
const done = raw('[DONE]');
const words = delta({ content: 'Hi' }) + delta({ content: ' there' });
const stop = delta({}, 'stop');
const whole = words + stop + done;
const asJSON = (value: unknown, status = 200): readonly [string, HowItWent] => [
	JSON.stringify(value),
	{ status, contentType: 'application/json' },
];
const body = (value: unknown, says: string, status = 200): Case => {
	const [text, how] = asJSON(value, status);
	return [text, status === 200 ? 'api-error' : 'http-error', says, undefined, how];
};

const text: Readonly<Record<string, Case>> = {
	'content is an object with text': [
		delta({ content: { text: 'Hi' } }) + stop + done,
		'complete',
		'"stop"',
		'Hi',
	],
	'content is a number': [delta({ content: 42 }) + stop + done, 'complete', '"stop"', '42'],
	'content is a list of strings': [
		delta({ content: ['Hi', ' there'] }) + stop + done,
		'complete',
		'"stop"',
		'Hi there',
	],
	'the delta is a string': [delta('Hi') + stop + done, 'complete', '"stop"', 'Hi'],
	'content stands in the choice': [
		json({ choices: [{ index: 0, content: 'Hi', finish_reason: null }] }) + stop + done,
		'complete',
		'"stop"',
		'Hi',
	],
	'choices are an object': [
		json({ choices: { '0': { index: 0, delta: { content: 'Hi' }, finish_reason: 'stop' } } }) +
			done,
		'complete',
		'"stop"',
		'Hi',
	],
	'the index is text': [
		json({ choices: [{ index: '0', delta: { content: 'Hi' }, finish_reason: 'stop' }] }) + done,
		'complete',
		'"stop"',
		'Hi',
	],
	'choices are null, and one choice is': [
		json({ choices: null }) + json({ choices: [null] }) + whole,
		'complete',
		'"stop"',
		'Hi there',
	],
	'halves of a character in two deltas': [
		delta({ content: '\uD83D' }) + delta({ content: '\uDE80' }) + stop + done,
		'complete',
		'"stop"',
		'🚀',
	],
	'tokens were counted, and no text came': [
		delta({ role: 'assistant', content: '' }) +
			delta({}, 'stop', { usage: { prompt_tokens: 1, completion_tokens: 5 } }) +
			done,
		'complete',
		'The answer is empty',
		'',
	],
	'audio alone': [
		delta({ audio: { id: 'a', data: 'AAAA' } }) + stop + done,
		'complete',
		'cannot be shown: audio in `delta.audio`',
		'',
	],
	'images alone': [
		delta({ images: [{ type: 'image_url', image_url: { url: 'data:,' } }] }) + stop + done,
		'complete',
		'an image in `delta.images`',
		'',
	],
};

const ends: Readonly<Record<string, Case>> = {
	'[DONE] in small letters': [words + stop + raw('[done]'), 'complete', '[DONE]', 'Hi there'],
	'DONE without brackets': [words + stop + raw('DONE'), 'complete', '[DONE]', 'Hi there'],
	'[DONE] as a JSON string': [words + stop + raw('"[DONE]"'), 'complete', '[DONE]', 'Hi there'],
	'an event named done in its place': [
		`${words + stop}event: done\ndata:\n\n`,
		'complete-without-done',
		'"stop"',
		'Hi there',
	],
	'{"done":true} in its place': [
		words + stop + json({ done: true }),
		'complete-without-done',
		'"stop"',
		'Hi there',
	],
	'[DONE] alone': [done, 'truncated', 'no finish reason'],
	'a finish reason alone': [stop + done, 'complete', 'The answer is empty', ''],
	'a role alone': [delta({ role: 'assistant' }), 'truncated', 'no finish reason', ''],
	'comments alone': [': ping\n\n: ping\n\n', 'truncated', 'no finish reason'],
	'length, then stop': [
		words + delta({}, 'length') + stop + done,
		'complete',
		'"stop" came in frame 4',
		'Hi there',
	],
	'stop, then length': [
		words + stop + delta({}, 'length') + done,
		'complete',
		'"length" came in frame 4',
		'Hi there',
	],
	'an empty delta after the finish reason': [
		words + stop + delta({ content: '' }) + done,
		'complete',
		'"stop"',
		'Hi there',
	],
	'the finish reason beside an empty list of choices': [
		words + json({ choices: [], finish_reason: 'stop' }) + done,
		'complete',
		'"stop" came in frame 3',
		'Hi there',
	],
	'the finish reason beside the choices': [
		words + json({ finish_reason: 'length', choices: [{ index: 0, delta: {} }] }) + done,
		'complete',
		'"length" came in frame 3',
		'Hi there',
	],
	'a finish reason that is an object': [
		words + delta({}, { type: 'stop' }) + done,
		'truncated',
		'no finish reason',
		'Hi there',
	],
	cancelled: [words + delta({}, 'cancelled') + done, 'api-error', 'the answer failed', 'Hi there'],
	SAFETY: [words + delta({}, 'SAFETY') + done, 'api-error', 'a filter ended', 'Hi there'],
	'an error after [DONE]': [
		whole + json({ error: { message: 'late' } }),
		'complete',
		'"stop"',
		'Hi there',
	],
	'a web page after [DONE]': [`${whole}<html></html>\n`, 'complete', '"stop"', 'Hi there'],
};

const errors: Readonly<Record<string, Case>> = {
	...Object.fromEntries(
		[false, '', 0, [], {}].map((error): [string, Case] => [
			`error: ${JSON.stringify(error)} beside a choice is none`,
			[delta({ content: 'Hi' }, null, { error }) + stop + done, 'complete', '"stop"', 'Hi'],
		])
	),
	'error: true, with the message beside it': [
		words + json({ error: true, message: 'Overloaded' }),
		'api-error',
		'"Overloaded"',
		'Hi there',
	],
	'an event named error, with plain text': [
		`${words}event: error\ndata: upstream timeout\n\n`,
		'api-error',
		'"upstream timeout"',
		'Hi there',
	],
	'an error of Anthropic’s after chat chunks': [
		`${words}event: error\n${json({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })}`,
		'api-error',
		'"Overloaded" (overloaded_error)',
		'Hi there',
	],
	'plain words as data': [
		words + raw('Error: upstream closed'),
		'unreadable',
		'plain text, "Error: upstream closed"',
		'Hi there',
	],
	'a status field': body({ status: 'error', message: 'No credit' }, '"No credit"'),
	'problem details': body({ type: 'about:blank', title: 'T', detail: 'Slow' }, '"Slow"', 429),
	'AWS, a capital letter': body({ Message: 'Not authorized' }, '"Not authorized"', 403),
	'AWS, __type': body(
		{ __type: 'ThrottlingException', message: 'Rate exceeded' },
		'"Rate exceeded" (ThrottlingException)',
		400
	),
	Apigee: body({ fault: { faultstring: 'Invalid ApiKey' } }, '"Invalid ApiKey"', 401),
	Baidu: body({ error_code: 336_003, error_msg: 'too long' }, '"too long" (336003)'),
	'AWS Lambda': body(
		{ errorMessage: 'Task timed out', errorType: 'Sandbox.Timedout' },
		'"Task timed out" (Sandbox.Timedout)'
	),
	'a message that is an object': body(
		{ error: { message: { text: 'deep', code: 5 } } },
		'"deep" (5)',
		500
	),
	'a message that is a list': body({ message: ['a', 'b is wrong'] }, 'b is wrong', 400),
	GraphQL: body({ data: null, errors: [{ message: 'bad field' }] }, '"bad field"'),
	'Vertex, in a list': body(
		[{ error: { code: 429, message: 'Resource exhausted', status: 'RESOURCE_EXHAUSTED' } }],
		'"Resource exhausted"',
		429
	),
};

const damaged: Readonly<Record<string, Case>> = {
	'two values on a line': [
		raw(`${JSON.stringify({ choices: [] })}${JSON.stringify({ choices: [] })}`) + stop + done,
		'unreadable',
		'two JSON values are on one line',
		'',
	],
	NaN: [raw('{"choices":[],"x":NaN}') + stop + done, 'unreadable', 'it holds `NaN`', ''],
	'a comment behind the value': [raw('{"choices":[]} // keep') + whole, 'unreadable', '// keep', 'Hi there'],
	'a chunk inside `data`': [
		json({ data: { choices: [{ index: 0, delta: { content: 'Hi' } }] } }) + done,
		'unreadable',
		'a chunk inside `data`',
	],
	'the whole stream as one JSON string': [
		whole.replaceAll('\n', String.raw`\n`),
		'unreadable',
		'escaped as a JSON string',
	],
	gzip: [gzipSync(whole), 'unreadable', 'gzip'],
	zlib: [deflateSync(whole), 'unreadable', 'compressed (zlib)'],
	Brotli: [brotliCompressSync(whole), 'unreadable', 'may be compressed (Brotli'],
	'UTF-16': [Buffer.from(whole, 'utf16le'), 'unreadable', 'UTF-16'],
	'Latin-1, of which the text can be read but for one letter': [
		Buffer.from(delta({ content: 'Olé' }) + stop + done, 'latin1'),
		'complete',
		'"stop"',
		'Ol\uFFFD',
	],
}; // prettier-ignore

describe.each(Object.entries({ text, ends, errors, damaged }))('%s', (_, cases) => {
	test.each(Object.entries(cases))('%s', (_name, [sent, kind, says, shown, how]) => {
		const { outcome, message } = runOf(sent, how);
		expect({ kind: outcome?.kind, text: message.choices[0]?.text }).toEqual({ kind, text: shown });
		expect(outcome?.reason).toContain(says);
		expect(outcome?.reason).not.toContain('[object Object]');
	});
});
