/** Findings, and the place in an answer that they rest on. */
import type { Snapshot } from '../run/index.ts';
import type { ProbeId } from './probes.ts';
import type { Answers, Finding, Shown, Verdict } from './types.ts';

/** Enough for any ordinary frame; a page or a line of 60,000 characters is no evidence, its beginning is. */
const MAX_SHOWN = 700;
const MAX_NAME = 60;

/** A name from the wire, to stand in a sentence. */
export function code(value: unknown): string {
	const text = String(value)
		.replaceAll(/[`\s\p{C}]+/gu, ' ')
		.trim();
	return `\`${text.length > MAX_NAME ? `${text.slice(0, MAX_NAME).toWellFormed()}…` : text}\``;
}

export function short(text: string): string {
	return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN).toWellFormed()}…` : text;
}

export function frameOf(answers: Answers, probe: ProbeId, frameIndex?: number): Shown | undefined {
	const frame = frameIndex === undefined ? undefined : answers.runs.get(probe)?.frames[frameIndex];
	if (frame === undefined || frameIndex === undefined) return undefined;
	return { text: short(new TextDecoder().decode(frame.raw).trimEnd()), probe, frameIndex };
}

/** The last frame that brought anything of the answer: where something is missing after it. */
export function lastFrameOf(answers: Answers, probe: ProbeId): Shown | undefined {
	const last = answers.runs.get(probe)?.meanings.findLastIndex(({ kind }) => kind !== 'comment');
	return last === undefined || last < 0 ? headOf(answers, probe) : frameOf(answers, probe, last);
}

/** Status and body of an answer that is no stream. */
export function headOf(answers: Answers, probe: ProbeId): Shown | undefined {
	const run = answers.runs.get(probe);
	if (run?.recording.response === undefined) return undefined;
	const { status, statusText } = run.recording.response;
	return { text: short(`HTTP ${status} ${statusText}\n${run.bodyText}`.trimEnd()), probe };
}

export function finding(
	verdict: Verdict,
	what: string,
	page: string,
	{ todo, shown }: Pick<Finding, 'todo' | 'shown'> = {}
): Finding {
	return { verdict, what, page, ...(todo !== undefined && { todo }), shown };
}

/** The status of an answer that is an error, and of no other. */
export function refusalOf(run: Snapshot): number | undefined {
	const status = run.recording.response?.status;
	return status !== undefined && (status < 200 || status > 299) ? status : undefined;
}

/** Why an answer shows nothing of what it was asked for; `undefined` where it shows it. */
export function whyUnseen(answers: Answers, probe: ProbeId, page: string): Finding | undefined {
	const run = answers.runs.get(probe);
	if (run === undefined) return finding('unseen', 'Not checked.', page);
	const { outcome } = run;
	const status = refusalOf(run);
	if (status === 429) {
		return finding('unseen', 'The server refused: too many requests.', '/errors/#429', {
			todo: 'Wait as long as it says, and check again.',
			shown: headOf(answers, probe),
		});
	}
	const isLost = outcome?.kind === 'blocked' || outcome?.kind === 'stalled';
	const isCut = ['stopped', 'unreadable', 'truncated'].includes(outcome?.kind ?? '');
	const hasFailed = outcome?.kind === 'api-error' || (status !== undefined && status > 499);
	if (!isLost && !isCut && !hasFailed) return undefined;
	return finding('unseen', outcome?.reason ?? 'No answer came.', page, {
		shown: frameOf(answers, probe, outcome?.frameIndex) ?? headOf(answers, probe),
	});
}

export function runOf(answers: Answers, probe: ProbeId): Snapshot {
	const run = answers.runs.get(probe);
	if (run === undefined) throw new Error(`Rules of ${probe} are judged before it was asked.`);
	return run;
}
