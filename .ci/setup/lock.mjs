/**
 * One set-up and one build at a time in this folder: a second one waits, and then finds what the first has made.
 *
 * A symbolic link is made in one step, or is there already, and its target is the text: the process that works here.
 */
import { readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { root, say, since } from './report.mjs';

const LOCK = `${root}.set-up-lock`;
const POLL_MS = 200;

/** @template Result @param {() => Promise<Result>} work @param {string} [lock] @returns {Promise<Result>} */
export async function alone(work, lock = LOCK) {
	const isTaken = await take(lock);
	try {
		return await work();
	} finally {
		if (isTaken) rmSync(lock, { force: true });
	}
}

/** @param {string} lock @returns false where nothing can be written: there nothing can be broken either */
async function take(lock) {
	const start = performance.now();
	let isTold = false;
	for (;;) {
		try {
			symlinkSync(String(process.pid), lock);
			if (isTold) say(`waited ${since(start)}.`);
			return true;
		} catch (error) {
			if (codeOf(error) !== 'EEXIST') return false;
		}
		const holder = holderOf(lock);
		if (holder === undefined) continue;
		if (!isAlive(holder)) {
			// It was ended before it could do this itself.
			rmSync(lock, { force: true });
			continue;
		}
		if (!isTold) {
			say(`process ${holder} sets up or builds here already; waiting for what it makes ...`);
			isTold = true;
		}
		await delay(POLL_MS);
	}
}

/** @param {string} lock @returns {number | undefined} none where it has just been given back */
function holderOf(lock) {
	try {
		return Number(readlinkSync(lock));
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return undefined;
		throw error;
	}
}

/** @param {number} pid */
function isAlive(pid) {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		// Of another user, then.
		return codeOf(error) === 'EPERM';
	}
}

/** @param {unknown} error */
function codeOf(error) {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}
