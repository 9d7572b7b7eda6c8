/** The verdict on a body does not depend on how the network cut it. */
import { describe, expect, test } from 'vitest';
import { advice } from '../../../src/chat/index.ts';
import { createTranscript } from '../../../src/run/transcript.ts';
import { bodyOf, chunkOf } from '../../support/chat-stream.ts';
import { damages, done, protocols, stop, text } from '../../support/odd-streams.ts';

type Row = [what: string, body: string | Uint8Array, contentType: string | undefined];
const bodies: Row[] = [
	...protocols.map(([name, body, how]): Row => [name, body, how?.contentType]),
	...damages.map(([what, body, , how]): Row => [what, body, how?.contentType]),
	['a failed finish reason', text + bodyOf(chunkOf({}, 'network_error')) + done, undefined],
	['a late end mark', `${text}${stop}data: [DONE] bye\n\n`, undefined],
	['a web page at the end', `${text}<html><title>502</title>\n`, undefined],
	['an error without data:', `${text}{"error":{"message":"Out of memory"}}`, undefined],
	['a JSON error as the body', '{"error":{"message":"No key"}}', 'application/json'],
];

function verdictOn(bytes: Uint8Array, size: number, contentType = 'text/event-stream') {
	const transcript = createTranscript();
	const headers = [['content-type', contentType]] as const;
	transcript.head({ status: 200, statusText: '', headers, atMs: 0 });
	for (let at = 0; at < bytes.length; at += size) {
		transcript.push({ atMs: at, bytes: bytes.subarray(at, at + size) });
	}
	transcript.finish({ kind: 'closed', atMs: bytes.length });
	const verdict = transcript.verdict();
	return verdict && { ...verdict.outcome, advice: advice(verdict.outcome, verdict.evidence) };
}

describe.each(bodies)('%s', (_, body, contentType) => {
	const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;

	test.each([1, 2, 7, 61])('is judged the same in reads of %i bytes', (size) => {
		const whole = verdictOn(bytes, bytes.length, contentType);
		expect(whole).toBeDefined();
		expect(verdictOn(bytes, size, contentType)).toEqual(whole);
	});
});
