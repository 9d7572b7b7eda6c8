/**
 * Adds up what the runners report, from their JSON and not from what they print.
 *
 * In      a report file, and the exit code of the runner that should have written it.
 * Out     tests passed, the names of those that failed, and problems: failures that are no one test's, such as a runner
 *         that crashed, ran nothing, or skipped. `tests/run.ts` counts each as a failure. Only the tests of a
 *         tool that this machine lacks may be skipped: their names say `(needs Go)`; and those of an engine that
 *         is left out: it is their project.
 */
import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import type { JsonTestResults } from 'vitest/node';

export interface Tally {
	readonly passed: number;
	/** The names of the tests that failed, each with the first line of its error. */
	readonly failed: readonly string[];
	/** The names of those that this machine cannot run. */
	readonly skipped: readonly string[];
	readonly problems: readonly string[];
}

export const NOTHING: Tally = { passed: 0, failed: [], skipped: [], problems: [] };

export function add(a: Tally, b: Tally): Tally {
	return {
		passed: a.passed + b.passed,
		failed: [...a.failed, ...b.failed],
		skipped: [...a.skipped, ...b.skipped],
		problems: [...a.problems, ...b.problems],
	};
}

type IsMissing = (tool: string) => boolean;

/** @param isMissing Whether this machine lacks a tool. */
export function tallyVitest(
	file: string,
	exitCode: number,
	isMissing: IsMissing = () => false
): Tally {
	if (!existsSync(file)) return crashed('Vitest', exitCode);
	const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as JsonTestResults;
	const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
	const notRun = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
	const mayBeSkipped = ({ fullName }: { fullName: string }) => isMissing(needOf(fullName));
	return check('Vitest', exitCode, {
		skipped: notRun.filter(mayBeSkipped).map(({ fullName }) => fullName),
		passed: tests.filter(({ status }) => status === 'passed').length,
		failed: tests
			.filter(({ status }) => status === 'failed')
			.map(({ fullName, failureMessages }) => named(fullName, failureMessages?.[0])),
		problems: [
			...testResults
				// A file that could not be loaded has failed without a test to say so.
				.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.length)
				.map(({ name, message }) => `${name}: ${message}`),
			...notRun
				.filter((test) => !mayBeSkipped(test))
				.map(({ fullName, status }) => `Vitest did not run "${fullName}": ${status}.`),
		],
	});
}

/** The tool or, before the name, the engine. */
function needOf(name: string): string {
	return /\(needs (\w+)\)|^\[(\w+)\]/.exec(name)?.slice(1).find(Boolean) ?? '';
}

export function tallyPlaywright(
	file: string,
	exitCode: number,
	isMissing: IsMissing = () => false
): Tally {
	if (!existsSync(file)) return crashed('Playwright', exitCode);
	const { stats, errors, suites } = JSON.parse(readFileSync(file, 'utf8')) as JSONReport;
	const notRun = specsThat('skipped', suites);
	return check('Playwright', exitCode, {
		skipped: notRun.filter((title) => isMissing(needOf(title))),
		passed: stats.expected,
		failed: specsThat('unexpected', suites),
		problems: [
			...errors.map(({ message }) => `Playwright: ${message ?? 'an error without a message'}`),
			...specsThat('flaky', suites).map((title) => `Passed only when tried again: "${title}".`),
			...notRun
				.filter((title) => !isMissing(needOf(title)))
				.map((title) => `Playwright did not run "${title}".`),
		],
	});
}

/** How much the attack sent: payloads, counted anew for each way they went, and the ways. From the tests' notes. */
export function triedIn(file: string): { payloads: number; ways: number } {
	if (!existsSync(file)) return { payloads: 0, ways: 0 };
	const { suites } = JSON.parse(readFileSync(file, 'utf8')) as JSONReport;
	const counts = suites.flatMap(triedBy);
	return { payloads: counts.reduce((sum, count) => sum + count, 0), ways: counts.length };
}

function triedBy({ specs, suites = [] }: JSONReportSuite): number[] {
	const own = specs
		.flatMap(({ tests }) => tests.flatMap(({ annotations }) => annotations))
		.filter(({ type }) => type === 'tried')
		.map(({ description }) => Number(description));
	return [...own, ...suites.flatMap(triedBy)];
}

function specsThat(
	status: 'flaky' | 'skipped' | 'unexpected',
	suites: readonly JSONReportSuite[]
): string[] {
	return suites.flatMap(({ specs, suites: inner = [] }) => [
		...specs.flatMap(({ file, title, tests }) =>
			tests
				.filter((test) => test.status === status)
				.map(({ projectName, results }) => {
					const name = `${projectName ? `[${projectName}] ` : ''}${file}: ${title}`;
					return status === 'unexpected' ? named(name, results.at(-1)?.error?.message) : name;
				})
		),
		...specsThat(status, inner),
	]);
}

function named(name: string, error = 'no error was reported'): string {
	return `${name}: ${stripVTControlCharacters(error).split('\n', 1)[0]}`;
}

/** A runner that says nothing failed is believed only if it ran something and ended well. */
function check(runner: string, exitCode: number, tally: Tally): Tally {
	const problems = [...tally.problems];
	if (tally.passed + tally.failed.length === 0) problems.push(`${runner} ran no test.`);
	if (exitCode !== 0 && tally.failed.length === 0 && problems.length === 0) {
		problems.push(`${runner} ended with exit code ${exitCode} though no test failed; see above.`);
	}
	return { ...tally, problems };
}

function crashed(runner: string, exitCode: number): Tally {
	return { ...NOTHING, problems: [`${runner} wrote no report and ended with code ${exitCode}.`] };
}
