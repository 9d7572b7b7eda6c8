/** The workflows of `.github/`: what a push runs, with no more rights than it needs and nothing that can move. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { toolOf } from '../support/machine.ts';

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
}

interface Workflow {
	permissions: Record<string, string>;
	concurrency: { group: string; 'cancel-in-progress': boolean };
	jobs: Record<
		string,
		{ steps: Step[]; permissions?: Record<string, string>; 'timeout-minutes'?: number }
	>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}.github/workflows/`;
const workflows = readdirSync(folder).map((file) => {
	const text = readFileSync(folder + file, 'utf8');
	return { file, text, workflow: parse(text) as Workflow };
});
const scripts = JSON.parse(readFileSync(`${root}package.json`, 'utf8')).scripts as object;

test('one runs all checks, one puts the site on Pages', () => {
	expect(workflows.map(({ file }) => file)).toEqual(['ci.yml', 'pages.yml']);
	const runs = (i: number) =>
		Object.values(workflows[i]!.workflow.jobs).flatMap(({ steps }) =>
			steps.flatMap(({ run }) => run ?? [])
		);
	expect(runs(0)).toEqual(['bash .ci/run', 'bash .ci/start']);
	expect(workflows[0]!.text).toContain('node: [20, 22, 24, 26]');
	expect(runs(1)).toContain('npm run build');
	expect(workflows[1]!.text).toContain('path: dist');
});

test.skipIf(toolOf('actionlint') === undefined)('pass actionlint (needs actionlint)', () => {
	const files = workflows.map(({ file }) => folder + file);
	// Neither of the two programs that it would look for on this machine.
	const args = ['-shellcheck=', '-pyflakes=', ...files];
	const { status, stdout } = spawnSync(toolOf('actionlint') ?? '', args, { encoding: 'utf8' });
	expect([status, stdout]).toEqual([0, '']);
});

describe.each(workflows)('$file', ({ text, workflow }) => {
	const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

	test('pins each action by its commit, and says which version that is', () => {
		const used = steps.flatMap(({ uses }) => uses ?? []);
		expect(used.length).toBeGreaterThan(0);
		for (const uses of used) {
			expect(uses).toMatch(/^actions\/[\w-]+@[\da-f]{40}$/);
			expect(text).toMatch(new RegExp(`${uses} # v\\d+\\.\\d+\\.\\d+\n`));
		}
	});

	test('gives rights to jobs alone, and leaves no credentials in the checkout', () => {
		expect(workflow.permissions).toEqual({});
		for (const [name, job] of Object.entries(workflow.jobs)) {
			expect(job.permissions, name).toBeDefined();
			expect(job['timeout-minutes'], name).toBeGreaterThan(0);
			const rights = Object.entries(job.permissions ?? {}).filter(([, right]) => right === 'write');
			const mayDeploy = job.steps.some(({ uses }) => uses?.startsWith('actions/deploy-pages@'));
			expect(
				rights.map(([right]) => right),
				name
			).toEqual(mayDeploy ? ['pages', 'id-token'] : []);
		}
		const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
		expect(checkouts.every((step) => step.with?.['persist-credentials'] === false)).toBe(true);
	});

	test('cancels a run that a newer one replaces', () => {
		expect(workflow.concurrency['cancel-in-progress']).toBe(true);
		expect(workflow.concurrency.group).not.toBe('');
	});

	test('runs only what is there', () => {
		for (const { run } of steps) {
			if (run === undefined) continue;
			const [, script = '', file = ''] = /^(?:npm run (\S+)|bash (\S+))$/.exec(run) ?? [];
			expect(script in scripts || existsSync(root + (file || '-')), run).toBe(true);
		}
	});
});
