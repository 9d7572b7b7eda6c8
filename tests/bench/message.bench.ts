/**
 * Bytes to message: frames, JSON, adding up, links and timing, as a run does them.
 *
 * Compared with `JSON.parse` over the payloads alone, which no client can do without, and with the
 * `openai` package's `Stream.fromSSEResponse`, which parses the chunks and adds nothing up.
 *
 * Run     `npm run bench`, or this file with `node`; a number after it is how many events to take.
 * Units   thousand events a second of CPU time; ratios of medians of rounds that take turns.
 */
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Stream } from 'openai/core/streaming';
import {
	addChunk,
	createChunkReader,
	createMessage,
	createMeter,
	type Message,
} from '../../src/chat/index.ts';
import { createFrameDecoder } from '../../src/sse/index.ts';
import { chatStream, cutReads } from './fixtures.ts';
import { EVENTS, median, verdict } from './harness.ts';

const ROUNDS = 5;
/** The openai package's rate is a floor only where each read brings a frame, as a live stream does. */
const REQUIRED = {
	'one frame a read': { timesParse: 0.62, timesOpenai: 3.5 },
	'16 KiB reads': { timesParse: 0.62, timesOpenai: undefined },
	'64-byte reads': { timesParse: 0.55, timesOpenai: undefined },
};

const { bytes, payloads } = chatStream({ events: EVENTS, seed: 1 });

interface TextChunk {
	choices: [{ delta: { content: string } }];
}
const textIn = (payload: string) => (JSON.parse(payload) as TextChunk).choices[0].delta.content;

const expectedText = payloads.map(textIn).join('');

/** The floor: the payloads parsed, and nothing done with them. */
function parseAlone(): number {
	let length = 0;
	for (const payload of payloads) length += textIn(payload).length;
	return length;
}

function addUp(reads: readonly Uint8Array[]): Message {
	const decoder = createFrameDecoder({ shareReads: true });
	const readChunk = createChunkReader();
	const message = createMessage();
	const meter = createMeter();
	meter.head(0);
	for (let i = 0; i < reads.length; i++) {
		const read = reads[i]!;
		const frames = decoder.push(read);
		for (const frame of frames) addChunk(message, readChunk(frame));
		meter.read(i, read.length, frames.length, message);
	}
	meter.end(reads.length, 0, message);
	return message;
}

async function openaiStream(reads: readonly Uint8Array<ArrayBuffer>[]): Promise<string> {
	let next = 0;
	const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
		pull(controller) {
			if (next < reads.length) controller.enqueue(reads[next++]!);
			else controller.close();
		},
	});
	const stream = Stream.fromSSEResponse<TextChunk>(new Response(body), new AbortController());
	let text = '';
	for await (const chunk of stream) text += chunk.choices[0].delta.content;
	return text;
}

/** A fast wrong answer must not win. */
async function verify(reads: readonly Uint8Array<ArrayBuffer>[]) {
	const { choices, doneFrameIndex } = addUp(reads);
	assert.equal(choices[0]?.text, expectedText);
	assert.equal(choices[0]?.links.text.ends.at(-1), expectedText.length);
	assert.equal(doneFrameIndex, payloads.length);
	assert.equal(await openaiStream(reads), expectedText);
	assert.equal(parseAlone(), expectedText.length);
}

async function cpuMs(run: () => unknown): Promise<number> {
	const before = process.cpuUsage();
	await run();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

/** The two in turn, so that what else the machine does meets both; the medians of their times, in ms. */
async function duel(one: () => unknown, other: () => unknown): Promise<[number, number]> {
	const times: [number[], number[]] = [[], []];
	for (let round = 0; round < ROUNDS; round++) {
		times[0].push(await cpuMs(one));
		times[1].push(await cpuMs(other));
	}
	return [median(times[0]), median(times[1])];
}

/** One against one: what a third leaves for the collector would be counted to whoever runs next. */
async function compare(label: keyof typeof REQUIRED, size: number | 'frame') {
	const reads = cutReads(bytes, size);
	await verify(reads);
	const [floor, ours] = await duel(parseAlone, () => addUp(reads));
	const [openai, oursBesideIt] = await duel(
		() => openaiStream(reads),
		() => addUp(reads)
	);
	console.log(`\n${label}: ${reads.length} reads`);
	for (const [name, ms] of [
		['JSON.parse alone', floor],
		['bytes to message', ours],
		['openai Stream.fromSSEResponse', openai],
	] as const) {
		const rate = Math.round(payloads.length / ms);
		console.log(`  ${name.padEnd(30)} ${String(rate).padStart(5)} k events/s`);
	}
	const { timesParse, timesOpenai } = REQUIRED[label];
	verdict('rate against JSON.parse alone', floor / ours, { atLeast: timesParse }, ' x');
	const ratio = openai / oursBesideIt;
	const name = "rate against openai's stream";
	if (timesOpenai !== undefined) verdict(name, ratio, { atLeast: timesOpenai }, ' x');
	else console.log(`  ${name}: ${ratio.toFixed(2)} x`);
}

/** Bytes of heap that a message holds for each frame, the parsed chunks gone. */
function memoryPerFrame() {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	const reads = cutReads(bytes, 16_384);
	const sizes = [reads.slice(0, reads.length >> 1), reads].map((some) => {
		collect();
		const before = process.memoryUsage().heapUsed;
		const message = addUp(some);
		collect();
		const held = process.memoryUsage().heapUsed - before;
		return held / (message.choices[0]!.links.text.frames.length || 1);
	});
	const [half, whole] = sizes.map((size) => size.toFixed(0));
	console.log(
		`\nThe message and its links: ${half} bytes a frame for half the stream, ${whole} for all of it`
	);
}

console.log(
	`${(bytes.length / 1e6).toFixed(1)} MB, ${payloads.length} events, medians of ${ROUNDS} rounds, CPU time`
);
await compare('16 KiB reads', 16_384);
await compare('one frame a read', 'frame');
await compare('64-byte reads', 64);
memoryPerFrame();
