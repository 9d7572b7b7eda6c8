/**
 * Runs everything: the build, which must not warn; Vitest; Playwright on what was built. Only a real
 * LiteLLM is left to `--gateway`, since it takes a minute to install.
 *
 * In      `test-machine.json` from `.ci/setup.mjs --tests`; `--no-build` to test `dist/` as it stands;
 *         `--gateway` for the tests with a real LiteLLM, and no other.
 * Out     the runners' own output, then `N passed, N failed` alone on the last line, and `N skipped` where this
 *         machine lacks a language or a runtime.
 * Errors  exit code 1 when anything failed, was skipped for another reason, could not run, or ran no test.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { cachePath, testMachine, toolsOf } from './support/machine.ts';
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
	const { exitCode, output } = await run(['node_modules/astro/bin/astro.mjs', 'build']);
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

async function playwright(): Promise<Tally> {
	heading('The built site in Chromium (Playwright)');
	const { browser } = testMachine();
	if ('problem' in browser) return { ...NOTHING, problems: [browser.problem] };
	const report = cachePath('playwright.json');
	rmSync(report, { force: true });
	const { exitCode } = await run(
		[
			'node_modules/@playwright/test/cli.js',
			'test',
			'--config=tests/playwright.config.ts',
			'--forbid-only',
			'--reporter=list,json',
		],
		{ PLAYWRIGHT_JSON_OUTPUT_FILE: report }
	);
	const { payloads, ways } = triedIn(report);
	console.log(`\nThe attack sent ${payloads} payloads in ${ways} ways.`);
	return tallyPlaywright(report, exitCode, isMissing);
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
	return [await modules(), await playwright(), installs()].reduce(add, NOTHING);
}

const isGateway = process.argv.includes('--gateway');
const total = await (isGateway ? gateway() : everything());

if (total.problems.length > 0) heading('What else went wrong, each counted as one failure');
for (const problem of total.problems) console.log(`- ${problem.replaceAll('\n', '\n  ')}`);

if (!isGateway)
	console.log('\nLeft out: a real LiteLLM. `npm run test:gateway` runs the tests with it.');
const failed = total.failed + total.problems.length;
for (const name of total.skipped) console.log(`Skipped: ${name}`);
const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : '';
console.log(`\n${total.passed} passed, ${failed} failed${skipped}`);
process.exitCode = failed === 0 ? 0 : 1;
