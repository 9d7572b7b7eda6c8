/**
 * What a terminal shows of curl: the request and the heads that `-v` and `-i` print, and the progress meter.
 *
 * In      Text, a character for each byte where it came as bytes.
 * Out     The body, what is known of request and head, and the secrets that stand in the request.
 */
import { keptRequestHeaders, keptResponseHeaders, secretsIn, type HeaderList } from '../key.ts';
import type { Recording } from '../types.ts';

export interface Terminal {
	readonly body: string;
	readonly request: Recording['request'];
	readonly response: Recording['response'];
	readonly secrets: readonly string[];
	readonly repairs: readonly string[];
}

const NOTE = /^(?:\* .*|[{}] \[\d+ bytes data\])\r?(?:\n|$)/gm;
const SENT = /^> ?(.*?)\r?(?:\n|$)/gm;
const CAME = /^< ?(.*?)\r?(?:\n|$)/gm;
const SPEED = String.raw`[\d.]+[kMGT]?`;
const METER = new RegExp(
	String.raw`(?:^|\r)[ \t]*\d+(?:[ \t]+${SPEED}){7}(?:[ \t]+[-\d]+:[-\d]+:[-\d]+){3}[ \t]+${SPEED}(?:\r?\n|(?=\r)|[ \t]*$)?`,
	'gm'
);
const METER_HEAD = /^[ \t]*(?:% Total\b.*|Dload\b.*)\r?(?:\n|$)/gm;

export function readTerminal(text: string): Terminal {
	const repairs: string[] = [];
	let body = text;
	let request: Recording['request'] = { method: 'POST', url: '', headers: [], body: undefined };
	let response: Recording['response'];
	const secrets = commandSecrets(text);

	if (/^> [A-Z]+ \S+ HTTP\//m.test(text) || /^< HTTP\/[\d.]+ \d{3}/m.test(text)) {
		const sent = linesOf(text, SENT);
		const came = linesOf(text, CAME);
		const [method = 'POST', path = ''] = sent[0]?.split(' ') ?? [];
		const headers = headersOf(sent.slice(1));
		const host = headers.find(([name]) => name === 'host')?.[1];
		const url = /^\w+:\/\//.test(path) ? path : host === undefined ? '' : `http://${host}${path}`;
		secrets.push(...secretsIn(headers, url));
		request = { method, url, headers: keptRequestHeaders(headers), body: undefined };
		response = headOf(came);
		body = body.replace(NOTE, '').replace(SENT, '').replace(CAME, '');
		body = body.replace(/\* Connection #\d+ to host .*\s*$/, '');
		repairs.push('What curl prints about the connection was removed, and so were the headers.');
	}
	if (/^[ \t]*% Total\b/m.test(body)) {
		body = body.replace(METER_HEAD, '').replace(METER, '');
		repairs.push("The lines of curl's progress meter were removed.");
	}
	const printed = afterHeads(body);
	return {
		body: printed.body,
		request,
		response: printed.response ?? response,
		secrets,
		repairs,
	};
}

/** What `curl -i` prints before the body: a head, or several, where there was a proxy or a redirect. */
function afterHeads(text: string): { body: string; response: Recording['response'] } {
	let response: Recording['response'];
	let start = 0;
	const head = /\s*(HTTP\/[\d.]+ \d{3}.*\r?\n(?:[^\r\n]+\r?\n)*)\r?\n/y;
	for (let found = head.exec(text); found !== null; found = head.exec(text)) {
		start = head.lastIndex;
		response = headOf((found[1] ?? '').split(/\r?\n/));
	}
	return { body: text.slice(start), response };
}

/** The last head in these lines. */
function headOf(lines: readonly string[]): Recording['response'] {
	const at = lines.findLastIndex((line) => /^HTTP\/[\d.]+ \d{3}/.test(line));
	const first = lines[at];
	if (first === undefined) return undefined;
	const [, status, ...text] = first.split(' ');
	const headers = keptResponseHeaders(headersOf(lines.slice(at + 1)));
	return { status: Number(status), statusText: text.join(' ').trim(), headers, atMs: undefined };
}

function headersOf(lines: readonly string[]): HeaderList {
	return lines.flatMap((line) => {
		const colon = line.indexOf(':', 1);
		if (colon === -1) return [];
		return [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const];
	});
}

function linesOf(text: string, line: RegExp): string[] {
	return Array.from(text.matchAll(line), ([, content = '']) => content);
}

/** Secrets in the command itself, where it was copied too: `-H 'name: value'` and `-u name:password`. */
function commandSecrets(text: string): string[] {
	const quoted = /(?:^|\s)(?:-H|--header)[ =]*(?:'([^'\n]*)'|"([^"\n]*)"|\$'([^'\n]*)')/g;
	const headers = Array.from(text.matchAll(quoted), ([, a, b, c]) => a ?? b ?? c ?? '');
	const user = /(?:^|\s)(?:-u|--user)[ =]*['"]?[^\s'":]*:([^\s'"]+)/g;
	const passwords = Array.from(text.matchAll(user), ([, password = '']) => password);
	const urls = Array.from(text.matchAll(/https?:\/\/[^\s'"]+/g), ([url]) => url);
	return [
		...secretsIn(headersOf(headers), ''),
		...passwords,
		...urls.flatMap((url) => secretsIn([], url)),
	];
}
