/**
 * How long a response asks to wait before the request is sent again.
 *
 * Source  RFC 9110, section 10.2.3: `Retry-After` in seconds, or an HTTP date in the one form that servers may
 *         send, `Sun, 06 Nov 1994 08:49:37 GMT`. `retry-after-ms`: OpenAI and Azure, read by both official SDKs.
 *         `llm_provider-retry-after`: LiteLLM's name for what the backend sent (observed).
 * In      The response's headers; when its head came, if known.
 * Out     Whole seconds, 0 where the time has passed, and the header's name; `undefined` without one that can be read.
 * Units   Seconds out; ms since the Unix epoch in.
 */
import type { ResponseHead } from './types.ts';

export interface RetryAfter {
	readonly seconds: number;
	readonly header: string;
}

/** Spelled as on the pages; the first readable one counts. */
const NAMES = [
	'Retry-After',
	'retry-after-ms',
	'llm_provider-retry-after',
	'llm_provider-retry-after-ms',
];

export function retryAfter(
	response: ResponseHead,
	receivedAtMs: number | undefined
): RetryAfter | undefined {
	for (const header of NAMES) {
		const value = headerOf(response, header.toLowerCase())?.trim() ?? '';
		const seconds = header.endsWith('-ms')
			? msAsSeconds(value)
			: waitSeconds(value, response, receivedAtMs);
		if (seconds !== undefined) return { seconds, header };
	}
	return undefined;
}

function msAsSeconds(value: string): number | undefined {
	return /^\d{1,12}(\.\d+)?$/.test(value) ? Math.ceil(Number(value) / 1000) : undefined;
}

function waitSeconds(
	value: string,
	response: ResponseHead,
	receivedAtMs: number | undefined
): number | undefined {
	if (/^\d{1,9}$/.test(value)) return Number(value);
	const untilMs = httpDateMs(value);
	// Prefer the server's clock (`Date`): the reader's may be minutes off.
	const fromMs = httpDateMs(headerOf(response, 'date') ?? '') ?? receivedAtMs;
	if (untilMs === undefined || fromMs === undefined) return undefined;
	return Math.max(0, Math.ceil((untilMs - fromMs) / 1000));
}

export function headerOf({ headers }: ResponseHead, name: string): string | undefined {
	return headers.find(([sent]) => sent.toLowerCase() === name)?.[1];
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const DATE = /^\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/;

/** Computed here because `Date` also accepts other formats, which differ between engines. */
function httpDateMs(text: string): number | undefined {
	const [, day, monthName, year, hours, minutes, seconds] = DATE.exec(text.trim()) ?? [];
	const month = MONTHS.indexOf(monthName ?? '?') / 3;
	if (!Number.isInteger(month) || month < 0) return undefined;
	const days = daysSinceEpoch(Number(year), month + 1, Number(day));
	return (((days * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

/** Days from 1970-01-01, in years that start in March, so that the leap day comes last. */
function daysSinceEpoch(year: number, month: number, day: number): number {
	const years = month > 2 ? year : year - 1;
	const daysBeforeMonth = Math.floor((153 * ((month + 9) % 12) + 2) / 5);
	const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
	return years * 365 + leapDays + daysBeforeMonth + day - 719_469;
}
