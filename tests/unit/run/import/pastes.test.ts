import { describe, expect, test } from 'vitest';
import { exportHAR, readImport, saveRecording, snapshotOf } from '../../../../src/run/index.ts';
import { DONE, answer, bytes, chunk, text } from '../support.ts';

const stream = answer.join('');
const data = answer.map((frame) => frame.trim().replace(/^data: /, ''));
const lines = stream.split('\n');
const KEY = 'sk-paste-000111222333';
const VERBOSE = [
	'* Connected to localhost (127.0.0.1) port 8000',
	'> POST /v1/chat/completions HTTP/1.1',
	'> Host: localhost:8000',
	`> Some-Vendor: Bearer ${KEY}`,
	'> Content-Type: application/json',
	'>',
	'} [98 bytes data]',
	'< HTTP/1.1 200 OK',
	'< content-type: text/event-stream',
	`< x-echo: ${KEY}`,
	'< ',
	'{ [512 bytes data]',
].join('\n');
const METER = [
	'  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current',
	'                                 Dload  Upload   Total   Spent    Left  Speed',
	'  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0',
	'',
].join('\n');

const PASTES: [name: string, paste: string, repair: RegExp | undefined][] = [
	['a bare stream', stream, undefined],
	['curl -v', `${VERBOSE}\n${stream}* Connection #0 to host localhost left intact\n`, /curl/],
	['curl -v with CR LF', `${VERBOSE}\n${stream}`.replaceAll('\n', '\r\n'), /curl/],
	['curl -i', `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n${stream}`, undefined],
	['a progress meter', METER + stream, /progress meter/],
	['a progress meter in between', `${answer[0]}${METER}${answer.slice(1).join('')}`, /progress/],
	['indentation', lines.map((line) => line && `    ${line}`).join('\n'), /indentation/],
	['tabs', lines.map((line) => line && `\t${line}`).join('\n'), /indentation/],
	['mail quotes', lines.map((line) => `> ${line}`).join('\n'), /from the start of each line/],
	['docker compose', lines.map((line) => `api-1  | ${line}`).join('\n'), /api-1/],
	[
		'timestamps of Kubernetes',
		lines.map((line, i) => `2026-11-20T10:00:0${i % 10}.12${i}Z stdout F ${line}`).join('\n'),
		/from the start of each line/,
	],
	[
		'a log that drops blank lines',
		lines
			.filter((line) => line !== '')
			.map((line, i) => `[10:00:0${i}] ${line}`)
			.join('\n'),
		/blank lines/,
	],
	['a code fence', `\`\`\`text\n${stream}\`\`\`\n`, /Markdown/],
	['double quotes', JSON.stringify(stream), /quotes/],
	['single quotes', `'${stream}'`, /quotes/],
	['one escaped line', stream.replaceAll('\n', '\\n'), /written as "\\n" were restored/],
	[
		'one line escaped as JSON',
		JSON.stringify(stream).slice(1, -1),
		/written as "\\n" were restored/,
	],
	['one line with CR LF', stream.replaceAll('\n', '\\r\\n'), /written as "\\n" were restored/],
	['JSON lines', data.join('\n'), /one a line/],
	['JSON lines with commas', data.slice(0, -1).join(',\n'), /one a line/],
	['a JSON list of chunks', `[${data.slice(0, -1).join(',\n')}]`, /list of 4 chunks/],
	[
		"rows of a browser's event list",
		data.map((one, i) => `message\t${one}\t12:00:0${i}.123`).join('\n'),
		/event list/,
	],
	[
		'rows with their headings',
		`Type\tData\tTime\n${data.map((one) => `message\t${one}\t`).join('\n')}`,
		/event list/,
	],
	["Python's bytes", answer.map((one) => pythonBytes(one)).join('\n'), /Python/],
];

function pythonBytes(one: string): string {
	const inner = Array.from(bytes(one), (byte) => {
		if (byte === 0x0a) return '\\n';
		if (byte === 0x27 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
		if (byte < 0x20 || byte > 0x7e) return `\\x${byte.toString(16).padStart(2, '0')}`;
		return String.fromCharCode(byte);
	});
	return `b'${inner.join('')}'`;
}

describe('readImport() of a paste', () => {
	test.each(PASTES)('takes %s', (_name, paste, repair) => {
		const { recording, repairs } = readImport(paste);
		const { message, outcome } = snapshotOf(recording);
		expect(message.choices[0]?.text).toBe('café 🚀.');
		expect(outcome?.kind).toMatch(/^complete/);
		expect(repairs.join(' ')).toMatch(repair ?? /^$/);
	});

	test('keeps the head and the request of curl -v, and no key', () => {
		const { recording } = readImport(`${VERBOSE}\n${stream.replace('café', KEY)}`);
		expect(recording.request).toMatchObject({
			method: 'POST',
			url: 'http://localhost:8000/v1/chat/completions',
			headers: [['content-type', 'application/json']],
		});
		expect(recording.response).toMatchObject({ status: 200, statusText: 'OK' });
		expect(saveRecording(recording) + exportHAR(recording)).not.toContain(KEY);
	});

	test('masks the key of a command that was copied with its output', () => {
		const command = `curl -sN https://api.example/v1/chat/completions -H 'helicone-auth: Bearer ${KEY}'\n`;
		const { recording } = readImport(command + stream.replace('café', KEY));
		expect(saveRecording(recording)).not.toContain(KEY);
	});

	test.each([
		['UTF-16, little-endian, with its mark', [0xff, 0xfe], true],
		['UTF-16, big-endian, with its mark', [0xfe, 0xff], false],
		['UTF-16 without a mark', [], true],
	])('takes a file in %s', (_name, mark, isLittle) => {
		const units = Array.from(stream.split(''), (unit) => unit.charCodeAt(0));
		const pairs = units.flatMap((unit) => [unit & 0xff, unit >> 8]);
		const body = isLittle ? pairs : units.flatMap((unit) => [unit >> 8, unit & 0xff]);
		const { recording, repairs } = readImport(Uint8Array.from([...mark, ...body]));
		expect(snapshotOf(recording).message.choices[0]?.text).toBe('café 🚀.');
		expect(repairs.join(' ')).toContain('UTF-16');
	});

	test.each([
		['curl https://api.example/v1/chat/completions -d @body.json', /curl command/],
		['<html><body>502 Bad Gateway</body></html>', /web page/],
		['{"a": 1}', /JSON/],
		['Dear reader,', /no line that starts/],
	])('says what %j is', (paste, found) => {
		expect(() => readImport(paste)).toThrow(found);
	});

	test('leaves a valid stream unchanged, byte for byte', () => {
		const odd = Uint8Array.from([...bytes('data: a\r\r'), 0xff, ...bytes('\n\n: x\n\n'), 0x80]);
		expect(readImport(odd).recording.reads[0]?.bytes).toEqual(odd);
	});
});

describe('readImport() of a HAR', () => {
	const entry = (url: string, content: object, more: object = {}) => ({
		startedDateTime: '2026-11-20T10:00:00.000Z',
		time: 900,
		request: {
			method: 'POST',
			url,
			headers: [],
			postData: { text: '{"model":"m","messages":[]}' },
		},
		response: { status: 200, statusText: 'OK', headers: [], content },
		timings: { receive: 1 },
		...more,
	});
	const harOf = (...entries: object[]) => JSON.stringify({ log: { entries } });
	const chatText = (har: string, choice?: number) => {
		const imported = readImport(har, choice === undefined ? {} : { choice });
		return { ...imported, shown: snapshotOf(imported.recording).message.choices[0]?.text };
	};
	const CHAT = 'https://api.example/v1/chat/completions';
	const OWN = 'https://shop.example/api/ask';

	test.each(['text/plain', 'application/octet-stream', '', 'application/json'])(
		'takes a stream that is labelled "%s"',
		(mimeType) => {
			expect(chatText(harOf(entry(OWN, { mimeType, text: stream }))).shown).toBe('café 🚀.');
		}
	);

	test('imports the last of several streams, says which one it is, and imports another on request', () => {
		const other = chunk({ content: 'First' }) + chunk({}, 'stop') + DONE;
		const har = harOf(
			entry(CHAT, { text: other }),
			entry(CHAT, { text: stream }),
			entry(CHAT, { text: '{"choices":[{"message":{"content":"A title"}}]}' })
		);
		const taken = chatText(har);
		expect(taken).toMatchObject({ shown: 'café 🚀.', choice: 1 });
		expect(taken.choices.map(({ url }) => url)).toEqual([CHAT, CHAT, CHAT]);
		expect(chatText(har, 0).shown).toBe('First');
	});

	test('says how to save bodies if the HAR has none', () => {
		const har = harOf(entry(CHAT, { size: 700, mimeType: 'text/event-stream' }));
		expect(() => readImport(har)).toThrow(
			expect.objectContaining({
				message: expect.stringContaining('without bodies'),
				hint: expect.stringContaining('HAR with content'),
			})
		);
	});

	test.each(['_eventSourceMessages', '_eventStreamMessages', '_sseMessages'])(
		'rebuilds the frames from %s where there is no text, and says so',
		(name) => {
			const messages = data.map((one) => ({ eventName: 'message', data: one, time: 1 }));
			const { shown, repairs } = chatText(harOf(entry(OWN, { size: 700 }, { [name]: messages })));
			expect(shown).toBe('café 🚀.');
			expect(repairs.join(' ')).toContain('rebuilt');
		}
	);

	test.each([
		['padded', (base64: string) => base64],
		['without padding', (base64: string) => base64.replace(/=+$/, '')],
		['in the alphabet of URLs', (base64: string) => base64.replace(/\+/g, '-').replace(/\//g, '_')],
		['in lines', (base64: string) => base64.replace(/.{76}/g, '$&\n')],
	])('takes base64 %s', (_name, spelled) => {
		const base64 = spelled(Buffer.from(stream).toString('base64'));
		const har = harOf(entry(OWN, { text: base64, encoding: 'base64' }));
		expect(text(readImport(har).recording.reads[0]?.bytes ?? new Uint8Array())).toBe(stream);
	});
});
