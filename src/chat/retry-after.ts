/**
 * How long a `Retry-After` header asks to wait.
 *
 * Source  RFC 9110, section 10.2.3: seconds, or an HTTP date in the one form that servers may send,
 *         `Sun, 06 Nov 1994 08:49:37 GMT`.
 * In      The response's headers; when its head came, if known.
 * Out     Whole seconds, 0 where the time has passed; `undefined` without a header that can be read.
 * Units   Seconds out; ms since the Unix epoch in.
 * Errors  None.
 */
import type { ResponseHead } from './types.ts';

export function retryAfterSeconds(
	response: ResponseHead,
	receivedAtMs: number | undefined
): number | undefined {
	const value = headerOf(response, 'retry-after')?.trim() ?? '';
	if (/^\d{1,9}$/.test(value)) return Number(value);
	const untilMs = httpDateMs(value);
	// The server's own clock, where it says what it shows: the reader's may be minutes off.
	const fromMs = httpDateMs(headerOf(response, 'date') ?? '') ?? receivedAtMs;
	if (untilMs === undefined || fromMs === undefined) return undefined;
	return Math.max(0, Math.ceil((untilMs - fromMs) / 1000));
}

export function headerOf({ headers }: ResponseHead, name: string): string | undefined {
	return headers.find(([sent]) => sent.toLowerCase() === name)?.[1];
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const DATE = /^\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/;

/** Reckoned here and not by `Date`, which reads other forms too, each engine its own. */
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
