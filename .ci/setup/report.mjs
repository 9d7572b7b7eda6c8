/**
 * What the parts of the set-up share: how they speak, fail, and run other programs.
 *
 * Out     one line on standard output for each thing installed; problems on standard error;
 *         `test-machine.json`, the one place where tests learn what this machine has.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @typedef {{ path: string } | { problem: string }} Part where it is, or why it is not there */

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const cache = `${root}node_modules/.cache/streaming-docs/`;

export class SetupError extends Error {
	/** @param {string} message what happened @param {string} hint what to do next */
	constructor(message, hint) {
		super(message);
		this.hint = hint;
	}
}

/** @param {string} line */
export function say(line) {
	console.log(`set-up: ${line}`);
}

/** @param {SetupError} error */
export function warn({ message, hint }) {
	console.error(`set-up: ${message}\n  ${hint.replaceAll('\n', '\n  ')}`);
}

/**
 * Runs a program without showing it: what it printed matters only when it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ seconds: number, env?: Record<string, string> }} options ended when that time has passed
 */
export function run(command, args, { seconds, env = {} }) {
	const result = spawnSync(command, args, {
		cwd: root,
		encoding: 'utf8',
		env: { ...process.env, ...env },
		timeout: seconds * 1000,
		maxBuffer: 64 * 1024 * 1024,
	});
	const ranOut = result.error?.code === 'ETIMEDOUT';
	const output = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim();
	return {
		ok: result.status === 0,
		stdout: (result.stdout ?? '').trim(),
		output,
		/** The last lines, where most programs say what went wrong. */
		why: ranOut
			? `no end after ${seconds} s`
			: output.split('\n').slice(-6).join('\n') || (result.error?.message ?? ''),
	};
}

/** Seconds since `start`, for people. @param {number} start from `performance.now()` */
export function since(start) {
	return `${Math.round((performance.now() - start) / 1000)} s`;
}

/** @param {{ browser: Part, engines: Record<string, Part>, next: Part, installs: Record<string, Part>, languages: Record<string, Part>, runtimes: Record<string, Part> }} machine */
export function writeTestMachine(machine) {
	mkdirSync(cache, { recursive: true });
	writeFileSync(`${cache}test-machine.json`, `${JSON.stringify(machine, null, '\t')}\n`);
}
