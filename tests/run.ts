/**
 * Runs everything: the build, which must not warn; Vitest; Playwright on what was built. Only a real
 * LiteLLM is left to `--gateway`, since it takes a minute to install.
 *
 * In      `test-machine.json` from `.ci/setup.mjs --tests`; `--no-build` to test `dist/` as it stands;
 *         `--gateway` for the tests with a real LiteLLM, and no other; `--engines` for the flows in each browser
 *         engine, and no other. `ENGINES=chromium` leaves the other engines out.
 * Out     the runners' own output, a line `Failed: …` for each failure, then `N passed, N failed` alone on the last
 *         line, and `N skipped` where this machine lacks a language or a runtime, or an engine is left out.
 * Errors  exit code 1 when anything failed, was skipped for another reason, could not run, or ran no test.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { alone } from '../.ci/setup/lock.mjs';
import { enginesIn } from './engines/names.ts';
import { cachePath, testMachine, toolsOf, type Part } from './support/machine.ts';
import {
	add,
	NOTHING,
	tallyPlaywright,
	tallyVitest,
	triedIn,
	type Tally,
} from './support/tally.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
// The runners see a pipe. Where a person watches, they may use colour all the same.
const colour = process.stdout.isTTY && !process.env['NO_COLOR'] ? { FORCE_COLOR: '1' } : {};

function heading(text: string) {
	console.log(`\n--- ${text} ---\n`);
}

/** Shows what the program prints while it runs, and gives it back at the end. */
function run(args: string[], env: Record<string, string> = {}) {
	const child = spawn(process.execPath, args, {
		cwd: root,
		env: { ...process.env, ...colour, ASTRO_TELEMETRY_DISABLED: '1', ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	child.stdout.on('data', (data: Buffer) => {
		process.stdout.write(data);
		output += data;
	});
	child.stderr.on('data', (data: Buffer) => {
		process.stderr.write(data);
		output += data;
	});
	return new Promise<{ exitCode: number; output: string }>((resolve) => {
		child.on('close', (code) => resolve({ exitCode: code ?? 1, output }));
	});
}

async function build(): Promise<Tally> {
	heading('Build');
	// A start in this folder may be building, too.
	const { exitCode, output } = await alone(() =>
		run(['node_modules/astro/bin/astro.mjs', 'build'])
	);
	if (exitCode !== 0) return { ...NOTHING, problems: ['The site does not build; see above.'] };
	const warnings = stripVTControlCharacters(output)
		.split('\n')
		.filter((line) => /\[WARN\]|^\(!\)|\bwarning\b/i.test(line));
	return { ...NOTHING, problems: warnings.map((line) => `The build warns: ${line.trim()}`) };
}

function isMissing(name: string): boolean {
	return 'problem' in (toolsOf(testMachine())[name] ?? {});
}

async function vitest(config: string): Promise<Tally> {
	const report = cachePath('vitest.json');
	rmSync(report, { force: true });
	const { exitCode } = await run([
		'node_modules/vitest/vitest.mjs',
		'run',
		`--config=${config}`,
		'--allowOnly=false',
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${report}`,
	]);
	return tallyVitest(report, exitCode, isMissing);
}

async function modules(): Promise<Tally> {
	heading('Modules and examples (Vitest)');
	return vitest('tests/vitest.config.ts');
}

async function gateway(): Promise<Tally> {
	heading('A real LiteLLM in front of the demo API (Vitest)');
	return vitest('tests/gateway/vitest.config.ts');
}

async function runPlaywright(config: string, report: string, env: Record<string, string> = {}) {
	rmSync(report, { force: true });
	const { exitCode } = await run(
		[
			'node_modules/@playwright/test/cli.js',
			'test',
			`--config=${config}`,
			'--forbid-only',
			'--reporter=list,json',
		],
		{ ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
	);
	return exitCode;
}

async function playwright(): Promise<Tally> {
	heading('The built site in Chromium (Playwright)');
	const { browser } = testMachine();
	if ('problem' in browser) return { ...NOTHING, problems: [browser.problem] };
	const report = cachePath('playwright.json');
	const exitCode = await runPlaywright('tests/playwright.config.ts', report);
	const { payloads, ways } = triedIn(report);
	console.log(`\nThe attack sent ${payloads} payloads in ${ways} ways.`);
	return tallyPlaywright(report, exitCode, isMissing);
}

/** An engine that could not be installed is one failure; its flows are skipped, as those of one left out. */
async function engines(): Promise<Tally> {
	const wanted = enginesIn(process.env['ENGINES']);
	heading(`The core flows in ${wanted.join(', ')}`);
	const { browser, engines: others } = testMachine();
	const parts: Record<string, Part> = { ...others, chromium: browser };
	const problems = wanted.flatMap((name) => {
		const part = parts[name] ?? { problem: `Nothing is known of ${name}. Run the set-up.` };
		return 'problem' in part ? [part.problem] : [];
	});
	const there = wanted.filter((name) => 'path' in (parts[name] ?? {}));
	if (there.length === 0) return { ...NOTHING, problems };
	const report = cachePath('engines.json');
	const exitCode = await runPlaywright('tests/engines/playwright.config.ts', report, {
		ENGINES: there.join(','),
	});
	const isOut = (name: string) => !there.some((one) => one === name);
	return add(tallyPlaywright(report, exitCode, isOut), { ...NOTHING, problems });
}

function installs(): Tally {
	const problems = Object.values(testMachine().installs).flatMap((part) =>
		'problem' in part ? [part.problem] : []
	);
	return { ...NOTHING, problems: [...new Set(problems)] };
}

async function everything(): Promise<Tally> {
	const built = process.argv.includes('--no-build') ? NOTHING : await build();
	// Without a site there is nothing to open, and half of the unit tests would blame the wrong thing.
	if (built.problems.length > 0) return built;
	if (isEngines) return engines();
	return [await modules(), await playwright(), await engines(), installs()].reduce(add, NOTHING);
}

const isGateway = process.argv.includes('--gateway');
const isEngines = process.argv.includes('--engines');
const total = await (isGateway ? gateway() : everything());

if (total.problems.length > 0) heading('What else went wrong, each counted as one failure');
for (const problem of total.problems) console.log(`Failed: ${problem.replaceAll('\n', '\n  ')}`);

if (!isGateway && !isEngines)
	console.log('\nLeft out: a real LiteLLM. `npm run test:gateway` runs the tests with it.');
const failed = total.failed.length + total.problems.length;
// Again, at the end: what is kept of a long output is often its last page.
for (const name of total.failed) console.log(`Failed: ${name}`);
for (const name of total.skipped) console.log(`Skipped: ${name}`);
const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : '';
console.log(`\n${total.passed} passed, ${failed} failed${skipped}`);
process.exitCode = failed === 0 ? 0 : 1;
