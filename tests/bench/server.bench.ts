/**
 * A server that holds: many streams at once, many in a row, clients that vanish, and clients that do
 * not read. The server is a process of its own, so that what it holds is its own, too.
 *
 * Run     `npm run bench`, or this file with `node`; a number after it counts events, as for the other
 *         benchmarks: 240,000 of them stand for 10,000 streams in a row.
 * Units   milliseconds, and MiB of memory after a collection.
 * Errors  exit code 1 for a stream that is lost or out of order. A requirement that is missed is a result.
 */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createDemoHandler } from '../../src/demo/index.ts';
import { ENDLESS, type Sample } from './server-child.ts';

const IN_A_ROW = Math.ceil(Number(process.argv[2] ?? 240_000) / 24);
const AT_ONCE = 200;
const SLOW_READERS = 50;
/** Of the requirements: a client that vanished is forgotten after so long. */
const MOST_MS_TO_FORGET = 1_000;
/** The heap goes up and down by one from sample to sample. A kilobyte a stream would be nine. */
const MOST_GROWTH_MIB = 3;
/** A write of 64 KiB on its way, and one in the stream. */
const MOST_KIB_A_SLOW_READER = 128;
const LIMIT_MS = 300_000;

const dist = mkdtempSync(join(tmpdir(), 'dist-'));
writeFileSync(join(dist, 'index.html'), '');
const child = fork(fileURLToPath(new URL('server-child.ts', import.meta.url)), [dist], {
	execArgv: ['--expose-gc'],
});
const [port] = (await once(child, 'message')) as [number];
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const limit = setTimeout(() => {
	throw new Error(`The server bench took more than ${LIMIT_MS / 1000} s.`);
}, LIMIT_MS).unref();

async function sample(): Promise<Sample> {
	child.send('sample');
	const [answer] = (await once(child, 'message')) as [Sample];
	return answer;
}

const chat = (content: string, fields: object = {}) =>
	JSON.stringify({
		model: 'vllm-primary',
		stream: true,
		messages: [{ role: 'user', content }],
		...fields,
	});

async function ask(path: string, body?: string): Promise<IncomingMessage> {
	const sent = request({ port, host: '127.0.0.1', path, agent, method: body ? 'POST' : 'GET' });
	sent.end(body);
	const [response] = (await once(sent, 'response')) as [IncomingMessage];
	return response;
}

const stream = async (body: string) => text(await ask('/v1/chat/completions', body));

function report(what: string, required: string, measured: string, isMet: boolean) {
	console.log(
		`  ${what}\n    required ${required}; measured ${measured}: ${isMet ? 'met' : 'MISSED'}`
	);
}

/** Each asks something of its own and must get the bytes that the handler gives in the page. */
async function manyAtOnce() {
	const bodies = Array.from({ length: AT_ONCE }, (_, i) => chat(`I am number ${i}.`));
	const inPage = createDemoHandler({ pace: 0 });
	const expected = await Promise.all(
		bodies.map(async (body) => {
			const url = 'http://demo.test/v1/chat/completions';
			return (await inPage(new Request(url, { method: 'POST', body }))).text();
		})
	);
	const aloneAt = performance.now();
	await stream(bodies[0]!);
	const aloneMs = performance.now() - aloneAt;
	const startedAt = performance.now();
	const got = await Promise.all(bodies.map(stream));
	const tookMs = performance.now() - startedAt;
	assert.deepEqual(got, expected);
	const frames = got.reduce((sum, body) => sum + body.split('\n\n').length - 1, 0);
	report(
		`${AT_ONCE} streams at once, ${frames} frames`,
		`${AT_ONCE} whole and in order`,
		`all of them, in ${(tookMs / aloneMs).toFixed(2)} x the time of one alone`,
		true
	);
}

async function manyInARow() {
	let left = IN_A_ROW;
	let whole = 0;
	async function client() {
		while (left-- > 0) {
			const body = await stream(chat(`Number ${left}`, { max_tokens: 4 }));
			if (body.endsWith('data: [DONE]\n\n')) whole++;
		}
	}
	const clients = (count: number) => Promise.all(Array.from({ length: count }, client));
	// What is loaded, compiled and pooled once is not growth.
	const all = left;
	left = Math.ceil(all / 10);
	await clients(AT_ONCE);
	const before = await sample();
	left = all - Math.ceil(all / 10);
	const startedAt = performance.now();
	await clients(AT_ONCE);
	assert.equal(whole, all);
	const perSecond = ((all * 0.9) / (performance.now() - startedAt)) * 1000;
	const after = await sample();
	const growth = (after.heap + after.buffers - before.heap - before.buffers) / 2 ** 20;
	report(
		`${whole} streams in a row, ${AT_ONCE} at a time, ${perSecond.toFixed(0)} a second`,
		`at most ${MOST_GROWTH_MIB} MiB more after all than after a tenth`,
		`${growth.toFixed(2)} MiB more than ${(before.heap / 2 ** 20).toFixed(0)} MiB`,
		growth <= MOST_GROWTH_MIB
	);
}

/** Their streams are amid a silence of ten minutes, so that each has a timer that only leaving ends. */
async function vanishing() {
	const before = await sample();
	const path = '/faults/stall;after=2;ms=600000/v1/chat/completions';
	const responses = await Promise.all(
		Array.from({ length: AT_ONCE }, () => ask(path, chat('Tell me a story')))
	);
	for (const response of responses) response.resume();
	let waiting = 0;
	while (waiting < AT_ONCE) {
		await delay(100);
		waiting = (await sample()).timers - before.timers;
	}
	for (const response of responses) response.destroy();
	const goneAt = performance.now();
	let after = await sample();
	while (after.timers > before.timers && performance.now() - goneAt < 5 * MOST_MS_TO_FORGET) {
		await delay(20);
		after = await sample();
	}
	const tookMs = performance.now() - goneAt;
	const isMet = after.timers <= before.timers && tookMs < MOST_MS_TO_FORGET;
	report(
		`${AT_ONCE} clients vanish, with ${waiting} timers waiting for them`,
		`no timer of theirs after ${MOST_MS_TO_FORGET} ms`,
		`${after.timers - before.timers} after ${tookMs.toFixed(0)} ms`,
		isMet
	);
}

async function slowReaders() {
	const before = await sample();
	const responses = await Promise.all(Array.from({ length: SLOW_READERS }, () => ask(ENDLESS)));
	// The system's own buffers fill first; their size is not ours to know.
	let held = await sample();
	for (let made = -1; made !== held.made;) {
		({ made } = held);
		await delay(500);
		held = await sample();
	}
	const other = await stream(chat('Tell me a story', { max_tokens: 20 }));
	const each = (held.buffers - before.buffers) / SLOW_READERS / 1024;
	report(
		`${SLOW_READERS} clients ask for bytes without end and read none; ${(held.made / 2 ** 20).toFixed(0)} MiB fill the system's buffers`,
		`nothing more made, at most ${MOST_KIB_A_SLOW_READER} KiB held for each, others served`,
		`${each.toFixed(0)} KiB each`,
		each <= MOST_KIB_A_SLOW_READER && other.endsWith('[DONE]\n\n')
	);
	for (const response of responses) response.destroy();
}

console.log('The demo server under load, clients and server on one machine');
try {
	await manyAtOnce();
	await manyInARow();
	await vanishing();
	await slowReaders();
} finally {
	clearTimeout(limit);
	agent.destroy();
	child.kill();
	rmSync(dist, { recursive: true });
}
