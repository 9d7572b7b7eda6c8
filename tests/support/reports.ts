/**
 * Streams, files and pastes of kinds that people reported, fed to the product as they reached it.
 *
 * `tests/fixtures/reports/README.md` says how each is fed and what each field of `must` means.
 */
import { readFileSync } from 'node:fs';
import { notesFor } from '../../src/chat/index.ts';
import {
	createRun,
	exportHAR,
	exportSSE,
	importRecording,
	RecordingError,
	requestedModel,
	saveRecording,
	snapshotOf,
	type Snapshot,
} from '../../src/run/index.ts';
import { endLastFrame } from '../../src/playground/tools/files/files.ts';
import { cutAt } from './sse.ts';

const folder = new URL('../fixtures/reports/', import.meta.url);

interface Must {
	readonly outcome?: readonly string[];
	readonly text?: string;
	readonly reasoningContains?: readonly string[];
	readonly toolCalls?: readonly { name: string; arguments: unknown }[];
	readonly usageTotal?: number;
	readonly minFrames?: number;
	readonly asks?: string;
	readonly says?: readonly string[];
	readonly verdictSays?: readonly string[];
	readonly saysNot?: readonly string[];
	readonly secrets?: readonly string[];
	readonly any?: readonly Must[];
}

export interface Report {
	readonly feed: 'response' | 'file' | 'paste';
	readonly status?: number;
	readonly type?: string;
	readonly what: string;
	readonly must: Must;
}

// The fixture's own shape.
export const reports = JSON.parse(read('expected.json').toString()) as Record<string, Report>;

/** What the reader gets: a run, or the refusal of an import. */
export type Result = Snapshot | RecordingError;

/** Each way to feed a report, by name. The result must not depend on it. */
export function waysToFeed(name: string): Record<string, () => Result | Promise<Result>> {
	const report = reports[name];
	if (report === undefined) throw new Error(`No report is called ${name}.`);
	const body = new Uint8Array(read(name));
	switch (report.feed) {
		case 'file':
			return { 'as a file': () => imported(body, name) };
		case 'paste':
			return { 'as a paste': () => imported(endLastFrame(new TextDecoder().decode(body))) };
		case 'response':
			return Object.fromEntries(
				[body.length, 1, 2, 7, 64, 1000].map((size) => [
					`in reads of ${size}`,
					() => respond(report, cutAt(body, cutsEvery(size, body.length))),
				])
			);
	}
}

function cutsEvery(size: number, length: number): number[] {
	return Array.from({ length: Math.ceil(length / size) - 1 }, (_, i) => (i + 1) * size);
}

function imported(input: string | Uint8Array, name?: string): Result {
	try {
		return snapshotOf(importRecording(input, name === undefined ? {} : { name }));
	} catch (error) {
		if (error instanceof RecordingError && error.message !== '' && error.hint !== '') return error;
		throw error;
	}
}

function respond({ status = 200, type = 'text/event-stream' }: Report, reads: Uint8Array[]) {
	const left = [...reads];
	const stream = new ReadableStream<Uint8Array>({
		pull(controller) {
			const next = left.shift();
			if (next === undefined) controller.close();
			else controller.enqueue(next);
		},
	});
	const response = new Response(stream, { status, headers: { 'content-type': type } });
	return createRun({
		request: {
			baseURL: 'https://api.example/v1',
			body: { model: 'hunt-1', messages: [{ role: 'user', content: 'Hello' }] },
		},
		fetch: () => Promise.resolve(response),
		clock: { now: () => 0 },
	}).start();
}

/** Every field of `must` that does not hold, in words; empty when all is well. */
export function failures(must: Must, result: Result): string[] {
	const failed: string[] = [];
	const demand = (holds: boolean, what: string) => void (holds || failed.push(what));
	const run = result instanceof RecordingError ? undefined : result;
	const choice = run?.message.choices[0];
	const outcome = run === undefined ? 'refused' : (run.outcome?.kind ?? 'running');
	const verdict = run
		? `${run.outcome?.reason} ${run.advice ?? ''}`
		: result instanceof RecordingError
			? `${result.message} ${result.hint}`
			: '';
	const sentences = [verdict, ...(run ? notesOf(run) : [])].join('\n');

	if (must.outcome) demand(must.outcome.includes(outcome), `outcome: ${outcome}`);
	if (must.text !== undefined) demand(choice?.text === must.text, `text: ${choice?.text}`);
	for (const part of must.reasoningContains ?? []) {
		demand(choice?.reasoning.includes(part) === true, `reasoning: ${choice?.reasoning}`);
	}
	if (must.toolCalls) {
		const calls = JSON.stringify(choice?.toolCalls.map(callOf) ?? []);
		demand(calls === JSON.stringify(must.toolCalls), `tool calls: ${calls}`);
	}
	if (must.usageTotal !== undefined) {
		const total = run?.message.usage?.total_tokens;
		demand(total === must.usageTotal, `usage: ${total}`);
	}
	if (must.minFrames !== undefined) {
		demand((run?.frames.length ?? 0) >= must.minFrames, `frames: ${run?.frames.length}`);
	}
	if (must.asks !== undefined) {
		const { asks } = must;
		const messages = JSON.stringify(run?.recording.request.body?.['messages'] ?? []);
		demand(messages.includes(JSON.stringify(asks).slice(1, -1)), `request: ${messages}`);
	}
	for (const part of must.says ?? []) demand(has(sentences, part), `"${part}" in: ${sentences}`);
	for (const part of must.verdictSays ?? []) demand(has(verdict, part), `"${part}" in: ${verdict}`);
	for (const part of must.saysNot ?? [])
		demand(!has(sentences, part), `no "${part}": ${sentences}`);
	for (const secret of must.secrets ?? []) {
		demand(!everythingOf(result, sentences).some((text) => isIn(text, secret)), `leaks ${secret}`);
	}
	if (must.any) {
		const each = must.any.map((one) => failures(one, result));
		demand(
			each.some((one) => one.length === 0),
			`one of: ${JSON.stringify(each)}`
		);
	}
	const shown = run?.message.choices.map((one) => [
		one.text,
		one.reasoning,
		one.toolCalls.map((call) => call.arguments),
	]);
	demand(!JSON.stringify(shown ?? '').includes('[object Object]'), 'no [object Object]');
	return failed;
}

const has = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());

function callOf(call: { name: string | undefined; arguments: string }) {
	return { name: call.name, arguments: parsedOr(call.arguments) };
}

function parsedOr(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function notesOf({ frames, meanings, message, recording }: Snapshot): string[] {
	return frames.flatMap((frame, i) => {
		const meaning = meanings[i];
		if (meaning === undefined) return [];
		return notesFor({ frame, meaning, message, requestedModel: requestedModel(recording) }).map(
			(note) => note.text
		);
	});
}

/** All that is kept, shown or saved of it, as text. */
function everythingOf(result: Result, sentences: string): string[] {
	if (result instanceof RecordingError) return [sentences];
	const { recording, frames, meanings, message, rest, bodyText, client } = result;
	return [
		sentences,
		JSON.stringify({ recording, frames, meanings, message, client }),
		bodyText,
		latin1(rest),
		...frames.map(({ raw }) => latin1(raw)),
		saveRecording(recording),
		exportHAR(recording),
		latin1(exportSSE(recording)),
	];
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** In plain text, or in base64, wherever among the bytes around it the secret begins. */
export function isIn(text: string, secret: string): boolean {
	const encoded = [0, 1, 2].map((before) => {
		const whole = Buffer.from('\0'.repeat(before) + secret)
			.toString('base64')
			.replace(/=+$/, '');
		// The characters at its borders hold bits of the neighbours, too.
		return whole.slice(before === 0 ? 0 : before + 1, -1);
	});
	return [secret, ...encoded].some((one) => text.includes(one));
}

function read(name: string): Buffer {
	return readFileSync(new URL(name, folder));
}
