/**
 * An independent tester of servers, `llm-comply`: it checks answers against the schemas that OpenAI, Open Responses and
 * Anthropic publish. All that the demo API claims to serve passes.
 */
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { startDemoServer } from '../support/demo-server.ts';
import { installPath } from '../support/machine.ts';
import { environment } from '../support/program.ts';

vi.setConfig({ testTimeout: 60_000 });

const program = join(dirname(installPath('pip install llm-comply')), 'llm-comply');
const server = await startDemoServer();
afterAll(() => server.close());

interface Result {
	readonly id: string;
	readonly status: 'passed' | 'failed' | 'skipped';
	readonly errors?: readonly string[];
	readonly warnings?: readonly string[];
}

async function resultsOf(format: string, options: readonly string[]): Promise<readonly Result[]> {
	const fixed = ['--base-url', `${server.origin}/v1`, '--api-key', 'sk-any', '--json'];
	const all = ['--format', format, '--model', 'vllm-primary', ...fixed, ...options];
	// It exits with 1 where anything failed, and prints the results all the same.
	const run = promisify(execFile)(program, all, { env: environment({}) });
	const { stdout } = await run.catch((error: Error & { stdout: string }) => error);
	return (JSON.parse(stdout) as { results: readonly Result[] }).results;
}

/** What the demo does not claim: it reads no images, and keeps and compacts no conversation. */
const NOT_CLAIMED = /image-input$|^compact-/;

describe.each([
	{ format: 'openai-chat', options: [], least: 7 },
	{ format: 'open-responses', options: [], least: 9 },
	{
		format: 'anthropic',
		options: '--auth-header x-api-key --no-bearer --header anthropic-version:2023-06-01'.split(' '),
		least: 7,
	},
])('llm-comply as $format', ({ format, options, least }) => {
	test('finds nothing wrong with what the demo claims to serve', async () => {
		const results = await resultsOf(format, options);
		const claimed = results.filter(({ id }) => !NOT_CLAIMED.test(id));
		const problems = claimed.flatMap(({ id, errors = [], warnings = [] }) =>
			[...errors, ...warnings].map((problem) => `${id}: ${problem}`)
		);
		// Of the models that reason, it knows only some by their names.
		expect(problems.filter((problem) => !problem.includes('requires'))).toEqual([]);
		expect(claimed.filter(({ status }) => status === 'failed')).toEqual([]);
		const passed = claimed.filter(({ status }) => status === 'passed');
		expect(passed.length).toBeGreaterThanOrEqual(least);
	});

	test('is told that the demo reads no images', async () => {
		const results = await resultsOf(format, options);
		const images = results.find(({ id }) => id.endsWith('image-input'));
		expect(images?.errors).toContain('HTTP 400 (expected [200])');
	});
});
