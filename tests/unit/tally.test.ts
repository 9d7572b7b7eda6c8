/** That `npm test` cannot say "passed" of what did not run: its sums, on reports of both runners. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { add, NOTHING, tallyPlaywright, tallyVitest, triedIn } from '../support/tally.ts';

const folder = mkdtempSync(join(tmpdir(), 'tally-'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(data: unknown): string {
	const file = join(folder, 'report.json');
	writeFileSync(file, JSON.stringify(data));
	return file;
}

const vitest = (...statuses: string[]) =>
	report({
		testResults: [
			{
				name: 'a.test.ts',
				status: statuses.includes('failed') ? 'failed' : 'passed',
				message: '',
				assertionResults: statuses.map((status, index) => ({
					status,
					fullName: `test ${index}`,
					failureMessages:
						status === 'failed' ? ['Error: \u001B[31mtwo\u001B[39m, not one\n  at a.ts'] : [],
				})),
			},
		],
	});

const playwright = (stats: object, specs: object[] = [], errors: object[] = []) =>
	report({
		stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats },
		suites: [{ specs: [], suites: [{ specs }] }],
		errors,
	});

const spec = (status: string, ...messages: string[]) => ({
	file: 'a.spec.ts',
	title: 'runs',
	tests: [{ status, results: messages.map((message) => ({ error: { message } })) }],
});

describe('tallyVitest()', () => {
	test('counts what passed, and names what failed', () => {
		expect(tallyVitest(vitest('passed', 'failed', 'passed'), 1)).toEqual({
			passed: 2,
			failed: ['test 1: Error: two, not one'],
			skipped: [],
			problems: [],
		});
	});

	test.each(['skipped', 'pending', 'todo'])('has a problem with a test that is %s', (status) => {
		expect(tallyVitest(vitest('passed', status), 0).problems).toEqual([
			`Vitest did not run "test 1": ${status}.`,
		]);
	});

	test('counts as skipped, by name, what needs a language that is missing, and nothing else', () => {
		const names = ['Go (needs Go) streams', 'Ruby (needs Ruby) streams', 'another'];
		const assertionResults = names.map((fullName) => ({ status: 'skipped', fullName }));
		const passed = { status: 'passed', fullName: 'PHP (needs PHP) streams' };
		const file = { status: 'passed', assertionResults: [passed, ...assertionResults] };
		const tally = tallyVitest(report({ testResults: [file] }), 0, (name) => name === 'Go');
		expect(tally).toEqual({
			passed: 1,
			failed: [],
			skipped: ['Go (needs Go) streams'],
			problems: [
				'Vitest did not run "Ruby (needs Ruby) streams": skipped.',
				'Vitest did not run "another": skipped.',
			],
		});
	});

	test('has a problem with a file that does not load', () => {
		const file = { name: 'a.test.ts', status: 'failed', message: 'No b.ts', assertionResults: [] };
		const { problems } = tallyVitest(report({ testResults: [file] }), 1);
		expect(problems).toEqual(['a.test.ts: No b.ts', 'Vitest ran no test.']);
	});

	test('has a problem with no test, no report, and an exit code that no test explains', () => {
		expect(tallyVitest(report({ testResults: [] }), 0).problems).toEqual(['Vitest ran no test.']);
		expect(tallyVitest(join(folder, 'none.json'), 134).problems).toEqual([
			'Vitest wrote no report and ended with code 134.',
		]);
		expect(tallyVitest(vitest('passed'), 1).problems).toEqual([
			'Vitest ended with exit code 1 though no test failed; see above.',
		]);
	});
});

describe('tallyPlaywright()', () => {
	test('counts what passed, and names what failed at the last try', () => {
		const specs = [spec('unexpected', 'the first', 'Error: the last\nat a.spec.ts')];
		expect(tallyPlaywright(playwright({ expected: 3, unexpected: 1 }, specs), 1)).toEqual({
			passed: 3,
			failed: ['a.spec.ts: runs: Error: the last'],
			skipped: [],
			problems: [],
		});
	});

	test('has a problem with a test that was skipped, or passed at the second try only', () => {
		const specs = [spec('expected'), spec('skipped'), spec('flaky')];
		expect(tallyPlaywright(playwright({ expected: 1 }, specs), 0).problems).toEqual([
			'Passed only when tried again: "a.spec.ts: runs".',
			'Playwright did not run "a.spec.ts: runs".',
		]);
	});

	test('counts as skipped, by name, what needs a tool that is missing, and nothing else', () => {
		const titles = ['pages, on nginx (needs nginx)', 'another (needs Caddy)'];
		const specs = titles.map((title) => ({ ...spec('skipped'), title }));
		const file = playwright({ expected: 1 }, specs);
		expect(tallyPlaywright(file, 0, (name) => name === 'nginx')).toEqual({
			passed: 1,
			failed: [],
			skipped: ['a.spec.ts: pages, on nginx (needs nginx)'],
			problems: ['Playwright did not run "a.spec.ts: another (needs Caddy)".'],
		});
	});

	test('counts as skipped the tests of an engine that is left out, each engine for itself', () => {
		const tests = ['chromium', 'firefox', 'webkit'].map((projectName) => ({
			status: projectName === 'chromium' ? 'expected' : 'skipped',
			projectName,
		}));
		const file = playwright({ expected: 1 }, [{ ...spec('expected'), tests }]);
		expect(tallyPlaywright(file, 0, (name) => name === 'webkit')).toEqual({
			passed: 1,
			failed: [],
			skipped: ['[webkit] a.spec.ts: runs'],
			problems: ['Playwright did not run "[firefox] a.spec.ts: runs".'],
		});
	});

	test('has a problem with an error outside every test, with no test, and with no report', () => {
		const errors = [{ message: 'The server did not start' }];
		expect(tallyPlaywright(playwright({}, [], errors), 1).problems).toEqual([
			'Playwright: The server did not start',
			'Playwright ran no test.',
		]);
		expect(tallyPlaywright(join(folder, 'none.json'), 1).problems).toEqual([
			'Playwright wrote no report and ended with code 1.',
		]);
	});
});

describe('add()', () => {
	test('sums two tallies and keeps the problems of both', () => {
		const a = { passed: 1, failed: ['two'], skipped: ['one'], problems: ['a'] };
		expect([a, { ...a, problems: ['b'] }].reduce(add, NOTHING)).toEqual({
			passed: 2,
			failed: ['two', 'two'],
			skipped: ['one', 'one'],
			problems: ['a', 'b'],
		});
	});
});

describe('triedIn()', () => {
	test('adds up what each test of the attack noted, in suites within suites', () => {
		const attack = (count: string) => ({
			...spec('expected'),
			tests: [{ status: 'expected', annotations: [{ type: 'tried', description: count }] }],
		});
		const quiet = { ...spec('expected'), tests: [{ status: 'expected', annotations: [] }] };
		const file = playwright({ expected: 3 }, [attack('118'), quiet, attack('40')]);
		expect(triedIn(file)).toEqual({ payloads: 158, ways: 2 });
		expect(triedIn(join(folder, 'none.json'))).toEqual({ payloads: 0, ways: 0 });
	});
});
