/**
 * Asks an endpoint a handful of small things, one after another, and judges each answer.
 *
 * Out     A `Report`, after each answer to `onProgress`, and at the end. It never holds the key, however a server
 *         repeats it.
 * Errors  None of the endpoint's: they are lines, or the report's `problem`.
 */
import { HIDDEN_REDIRECT } from '../chat/index.ts';
import { createMask, keysIn, type Snapshot } from '../run/index.ts';
import { askChat, askModels, askPreflight } from './ask.ts';
import { chatSuite } from './suite.ts';
import type { Answers, CheckOptions, Finding, Report } from './types.ts';

export async function checkEndpoint(options: CheckOptions): Promise<Report> {
	const { request, signal, suite = chatSuite, onProgress } = options;
	const { baseURL, apiKey, model } = request;
	const to = { ...options, request: { ...request, baseURL: baseURL.replace(/\/+$/, '') } };
	const runs = new Map<string, Snapshot>();
	// But the one with the bad key, which does not know the reader's key and so could not mask it.
	const shownRuns = new Map<string, Snapshot>();
	let answers: Answers = {
		model,
		hasKey: apiKey !== undefined && apiKey !== '',
		models: undefined,
		preflight: options.preflight === 'browser' ? 'browser' : undefined,
		runs,
	};
	const findings = new Map<string, Finding>();
	let sent = 0;
	let problem: string | undefined;
	const clean = cleaner(apiKey);

	function report(asking?: string): Report {
		const lines = suite.rules.map(({ id, title }) => ({ id, title, finding: findings.get(id) }));
		const all = { baseURL, model, lines, asking, sent, problem: problem && clean(problem) };
		const made = { ...all, runs: shownRuns };
		onProgress?.(made);
		return made;
	}

	function judgeAfter(probe: string) {
		for (const { id, after, judge } of suite.rules) {
			if (after === probe) findings.set(id, masked(judge(answers), clean));
		}
	}

	report('the list of models');
	sent++;
	answers = { ...answers, models: await askModels(to) };
	if (!signal.aborted) judgeAfter('models');

	for (const [i, probe] of suite.probes.entries()) {
		if (signal.aborted || problem !== undefined) break;
		report(probe.asks);
		if (i === 0 && options.preflight === 'ours') {
			const preflight = await askPreflight(to).catch(() => undefined);
			answers = { ...answers, preflight };
		}
		sent++;
		const run = await askChat(probe, to);
		if (signal.aborted) break;
		runs.set(probe.id, run);
		if (!probe.hasBadKey) shownRuns.set(probe.id, run);
		judgeAfter(probe.id);
		if (i > 0 || run.meanings.some(({ kind }) => kind === 'chunk')) continue;
		problem = `${run.outcome?.reason} ${run.advice ?? ''} Nothing else was sent.`;
		const isRedirected = run.outcome?.reason.includes(HIDDEN_REDIRECT);
		if (run.outcome?.kind === 'blocked' && !isRedirected && options.isReachable !== undefined) {
			problem = `${reached(await options.isReachable())} ${problem}`;
		}
	}
	if (signal.aborted) problem = 'Stopped. The rest was not checked.';
	return report();
}

function reached(isReachable: boolean): string {
	return isReachable
		? 'Something answers there, but does not let a web page read the answer (CORS).'
		: 'Nothing answers there.';
}

/** Text without the key, and without what looks like another one. */
function cleaner(apiKey: string | undefined) {
	return (text: string) => createMask([apiKey, ...keysIn(text)]).text(text);
}

function masked(found: Finding, clean: (text: string) => string): Finding {
	const { shown } = found;
	return {
		...found,
		what: clean(found.what),
		shown: shown && { ...shown, text: clean(shown.text) },
	};
}
