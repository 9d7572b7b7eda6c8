import { describe, expect, test } from 'vitest';
import { chunk, damages, stop, text, judged } from '../../support/odd-streams.ts';

test.each(damages)('%s: the reason names it', (_, body, says, how) => {
	const run = judged(body, how);
	expect(run.kind).toBe('unreadable');
	expect(run.reason).toContain(says);
	expect(run.advice).not.toBe('');
	expect(run.reason).not.toContain('\0');
});

describe('foreign text after good frames', () => {
	test.each<[string, string, string]>([
		[
			'a web page',
			'<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n</html>\r\n',
			'504 Gateway Time-out',
		],
		['a web page and a blank line', '<!doctype html><h1>Bad Gateway</h1>\n\n', 'Bad Gateway'],
		[
			'plain text',
			'upstream connect error or disconnect/reset before headers',
			'upstream connect error',
		],
		['a traceback', 'Traceback (most recent call last):\n  File "x.py", line 1\n', 'Traceback'],
	])('%s is quoted in the reason', (_, tail, says) => {
		expect(judged(text + tail)).toMatchObject({
			kind: 'truncated',
			reason: expect.stringContaining(says),
		});
		expect(judged(text + stop + tail).kind).toBe('complete-without-done');
	});

	test.each([
		'{"error":{"message":"Out of memory","code":500}}',
		'{"error":{"message":"Out of memory"}}\n',
		'{\n"detail": "Out of memory"\n}\n\n',
		'[{"error":{"message":"Out of memory"}}]',
	])('%j is an error', (tail) => {
		expect(judged(text + tail)).toMatchObject({
			kind: 'api-error',
			reason: expect.stringContaining('Out of memory'),
		});
	});

	test('data lines that lost their blank lines are told', () => {
		expect(judged(`${text}data: ${chunk}\ndata: ${chunk}\ndata: [DONE]\n`).reason).toContain(
			'blank line'
		);
	});
});
