/** Pastes and files of further kinds: a row is what a reader has, and what must come of it. */
import { describe, expect, test } from 'vitest';
import { readImport, snapshotOf } from '../../../../src/run/index.ts';
import { answer } from '../support.ts';

const stream = answer.join('');
const data = answer.map((frame) => frame.trim().replace(/^data: /, ''));
const lines = stream.split('\n');
const har = (content: object, entry: object = {}) =>
	JSON.stringify({
		log: {
			version: '1.2',
			entries: [
				{
					startedDateTime: '2026-11-20T10:00:00.000Z',
					time: 900,
					request: { method: 'POST', url: 'https://shop.example/ask', headers: [] },
					response: { status: 200, statusText: '', headers: [], content },
					...entry,
				},
			],
		},
	});

const TAKEN: [name: string, paste: string, repair: RegExp | undefined][] = [
	[
		'curl -sN with the command before it',
		`$ curl -sN http://localhost:8000/v1/chat/completions -d @b.json\n${stream}`,
		undefined,
	],
	[
		'curl -i over HTTP/2',
		`HTTP/2 200 \r\ncontent-type: text/event-stream\r\nx-request-id: 1\r\n\r\n${stream}`,
		undefined,
	],
	[
		'curl -i through a proxy',
		`HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n${stream}`,
		undefined,
	],
	[
		'HTTPie',
		`HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n\n${stream}`,
		undefined,
	],
	[
		'the frames in single quotes with a comma each',
		answer.map((one) => `'${one.trim()}',`).join('\n'),
		/./,
	],
	[
		'a JavaScript console, a string a line',
		answer.map((one) => JSON.stringify(one)).join('\n'),
		/./,
	],
	['a JSON list of frames as strings', JSON.stringify(answer), /./],
	['a JSON list of data as strings', JSON.stringify(data), /./],
	[
		'docker logs with times',
		lines.map((line) => `2026-11-20T10:00:00.000000001Z ${line}`).join('\n'),
		/from the start of each line/,
	],
	[
		'a log of journald',
		lines
			.filter(Boolean)
			.map((line) => `Nov 20 10:00:01 host app[123]: ${line}`)
			.join('\n'),
		/blank lines/,
	],
	[
		'a log with a level',
		lines
			.filter(Boolean)
			.map((line) => `INFO:     stream: ${line}`)
			.join('\n'),
		/blank lines/,
	],
	[
		'Markdown quotes in a code fence',
		lines
			.map((line) => `> ${line}`)
			.join('\n')
			.replace(/^/, '> ```\n')
			.concat('\n> ```'),
		/from the start of each line/,
	],
	['words before it', `Here is what I get:\n\n${stream}`, undefined],
	['words after it', `${stream}\nand then it stops.`, undefined],
	['line ends doubled', stream.replaceAll('\n', '\n\n'), undefined],
	[
		'JSON lines with [DONE] as text',
		data.map((one) => (one === '[DONE]' ? '"[DONE]"' : one)).join('\n'),
		/./,
	],
	[
		'JSON lines, each with a time before it',
		data
			.slice(0, -1)
			.map((one, i) => `12:00:0${i} ${one}`)
			.join('\n'),
		/./,
	],
	[
		'pretty-printed JSON, one after the other',
		data
			.slice(0, -1)
			.map((one) => JSON.stringify(JSON.parse(one), null, 2))
			.join('\n'),
		/./,
	],
	[
		'grep with line numbers',
		lines.map((line, i) => `${i + 1}:${line}`).join('\n'),
		/from the start of each line/,
	],
	['Python repr of a str', `'${stream.replaceAll('\n', '\\n')}'`, /./],
	['a diff', lines.map((line) => `+${line}`).join('\n'), /from the start of each line/],
];

const HARS: [name: string, text: string][] = [
	['the mark of UTF-8 before it', `\uFEFF${har({ mimeType: 'text/event-stream', text: stream })}`],
	[
		'CR LF in the body',
		har({ mimeType: 'text/event-stream', text: stream.replaceAll('\n', '\r\n') }),
	],
	[
		'a response that was cut',
		har(
			{ mimeType: 'text/event-stream; charset=utf-8', text: stream },
			{
				response: {
					status: 200,
					statusText: '',
					headers: [],
					content: { text: stream },
					_error: 'net::ERR_ABORTED',
				},
			}
		),
	],
	[
		'no `version`',
		JSON.stringify({ log: { entries: JSON.parse(har({ text: stream })).log.entries } }),
	],
	[
		'the encoding in capitals',
		har({ text: Buffer.from(stream).toString('base64'), encoding: 'BASE64' }),
	],
	[
		'chunks of another API last',
		JSON.stringify({
			log: {
				entries: [
					...JSON.parse(har({ text: stream })).log.entries,
					...JSON.parse(har({ text: '{"ok":true}' })).log.entries,
				],
			},
		}),
	],
	[
		'a preflight of the same address',
		JSON.stringify({
			log: {
				entries: [
					...JSON.parse(
						har(
							{ text: '' },
							{ request: { method: 'OPTIONS', url: 'https://shop.example/ask', headers: [] } }
						)
					).log.entries,
					...JSON.parse(har({ text: stream })).log.entries,
				],
			},
		}),
	],
];

describe('readImport() of what readers have', () => {
	test.each(TAKEN)('takes %s', (_name, paste, repair) => {
		const { recording, repairs } = readImport(paste);
		const { message, outcome } = snapshotOf(recording);
		expect(message.choices[0]?.text, repairs.join(' ')).toBe('café 🚀.');
		expect(outcome?.kind, outcome?.reason).toMatch(/^complete/);
		expect(repairs.join(' ')).toMatch(repair ?? /^/);
	});

	test.each(HARS)('takes a HAR with %s', (_name, text) => {
		const { recording } = readImport(text);
		expect(snapshotOf(recording).message.choices[0]?.text).toBe('café 🚀.');
	});
});
