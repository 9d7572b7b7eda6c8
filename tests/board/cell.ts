/** What one client made of one fault, judged by what a good client makes of it. */
import type { Cell } from '../../src/components/board.ts';
import type { FaultDescription } from '../../src/demo/index.ts';
import type { Printed } from '../support/program.ts';

const MAX_ERROR_CHARACTERS = 240;

/**
 * @param whole The answer as the demo API gives it without a fault.
 * @param origin Of the server, which stands in some errors with a port that is another each time.
 */
export function judgeCell(
	printed: Printed,
	expected: FaultDescription['client'],
	whole: string,
	origin: string
): Cell {
	// A byte that is no UTF-8 shows as U+FFFD, beside text that is whole.
	const text = amountOf(printed.stdout.trimEnd().replaceAll('\uFFFD', ''), whole);
	const error = printed.stderr
		.trim()
		.split('\n')
		.at(-1)
		?.replaceAll(origin, 'http://localhost:4321')
		// Python names the module of an error that nobody caught.
		.replace(/^(?:\w+\.)+(?=\w+: )/, '');
	return {
		verdict: verdictOf(printed.code, text, expected),
		text,
		...(error && { error: error.slice(0, MAX_ERROR_CHARACTERS) }),
		...(printed.code === null && { isWaiting: true }),
	};
}

function amountOf(text: string, whole: string): Cell['text'] {
	if (text === whole) return 'whole';
	if (text === '') return 'none';
	if (whole.startsWith(text)) return 'part';
	return text.startsWith(whole) ? 'more' : 'other';
}

function verdictOf(
	code: number | null,
	text: Cell['text'],
	expected: FaultDescription['client']
): Cell['verdict'] {
	if (code === null) return 'silent';
	const isAsExpected = text === expected.text;
	if (expected.error === null) return code === 0 ? (isAsExpected ? 'right' : 'silent') : 'loud';
	if (code === 0) return 'silent';
	return isAsExpected ? 'right' : 'loud';
}
