/** The commands of the page "Test your client", taken from the page and run in a shell as they stand. */
import { execFile } from 'node:child_process';
import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { createDemoHandler, faultDescriptions } from '../../src/demo/index.ts';
import { startSite } from '../../src/demo/node.ts';
import { installPath } from '../support/machine.ts';
import { environment } from '../support/program.ts';
import { examplePath } from '../support/reader-folders.ts';

vi.setConfig({ testTimeout: 60_000 });

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}src/content/docs/test-your-client.mdx`, 'utf8');
const commands = [...page.matchAll(/^```sh.*\n([^]*?)^```/gm)].map(([, code]) => code!);

/** Where a reader has saved the programs, with the package installed. */
const folder = mkdtempSync(join(tmpdir(), 'programs-'));
mkdirSync(join(folder, 'dist'));
writeFileSync(join(folder, 'dist/index.html'), '');
const programs = ['stream.py', 'replay.py'].map((name) => `python/${name}`);
for (const file of [...programs, 'javascript/stream.mjs', 'javascript/replay.mjs']) {
	copyFileSync(examplePath(file), join(folder, file.split('/')[1]!));
}
symlinkSync(installPath('npm install openai'), join(folder, 'node_modules'), 'junction');
const server = await startSite({
	port: 0,
	dist: join(folder, 'dist'),
	handler: createDemoHandler({ pace: 1 / 50 }),
});

afterAll(async () => {
	await server.close();
	rmSync(folder, { recursive: true });
});

async function shell(command: string) {
	const PATH = [
		dirname(installPath('pip install openai')),
		dirname(process.execPath),
		process.env['PATH'],
	];
	const env = { ...environment({}), PATH: PATH.join(delimiter), no_proxy: '*' };
	const local = command.replaceAll('localhost:4321', `localhost:${server.port}`);
	return new Promise<{ stdout: string; stderr: string; code: unknown }>((resolve) => {
		execFile('sh', ['-c', local], { cwd: folder, env }, (error, stdout, stderr) =>
			resolve({ stdout, stderr, code: error?.code ?? 0 })
		);
	});
}

test('the page has three commands, and one that saves an answer', () => {
	const names = ['npm', 'curl', 'export', 'curl'];
	expect(commands.map((command) => command.split(/\s/, 1)[0])).toEqual(names);
});

test('curl prints seven frames and a piece of the next, and ends with exit code 18', async () => {
	const { stdout, code } = await shell(commands[1]!);
	const frames = stdout.split('\n\n');
	expect(frames).toHaveLength(8);
	expect(
		frames.every((frame) => /^d|^$/.test(frame)),
		stdout
	).toBe(true);
	expect(frames[7]).not.toBe('');
	expect(code).toBe(18);
});

test.each([
	['python', 'The answer is incomplete: Connection error.\n'],
	['node', 'The answer is incomplete: terminated\n'],
])('%s prints the text that came, and says that the answer is incomplete', async (name, says) => {
	// A shell gives the exit code of its last command; the page has both programs in one block.
	const lines = commands[2]!.trimEnd().split('\n');
	const own = lines.filter((line) => line.startsWith('export') || line.startsWith(name));
	expect(own).toHaveLength(3);
	expect(await shell(own.join('\n'))).toEqual({
		stdout: expect.stringMatching(/^Once upon a time,/),
		stderr: `\n${says}`,
		code: 1,
	});
});

describe('a saved answer', () => {
	const runs = ['python -m unittest replay.py', 'node --test replay.mjs'];
	const answer = join(folder, 'answer.sse');

	test.each(runs)('is read alike wherever it is cut: %s', async (run) => {
		expect(await shell(commands[3]!)).toEqual({ stdout: '', stderr: '', code: 0 });
		expect(readFileSync(answer, 'utf8')).toMatch(/^data: \{.+data: \[DONE\]\n\n$/s);
		// The program says how to run it.
		const program = readFileSync(join(folder, run.split(' ').at(-1)!), 'utf8');
		expect(program.split('\n', 1)[0]).toContain(run);
		const { stdout, stderr, code } = await shell(run);
		expect(code, stdout + stderr).toBe(0);
	});

	test.each(runs)('fails the test where the client gets nothing out of it: %s', async (run) => {
		writeFileSync(answer, '<!doctype html>');
		const { stdout, stderr, code } = await shell(run);
		expect(code, stdout + stderr).toBe(1);
	});
});

test('the page has a heading for each group of faults, in the order of the list', () => {
	const groups = [...new Set(faultDescriptions.map(({ group }) => group))];
	const shown = [...page.matchAll(/^<Faults group="(\w+)" \/>$/gm)].map(([, group]) => group);
	expect(shown).toEqual(groups);
});
