/**
 * From the path of a base URL to the fault it names, and from the fault to the stages of one answer.
 *
 * In      `cut;after=7;seed=3`: a name, then options in any order. `seed` goes with every fault.
 * Out     `ChosenFault`; and `Stages` that are all there, so that whoever answers asks for no fault.
 * Errors  `Refusal` 404 with the names there are, 400 with the options that the fault has or the
 *         values that the option takes, 501 if the host cannot break a connection there.
 */
import type { Answer, TimedFrame, Write } from '../answer.ts';
import type { ChatParams } from '../chat-request.ts';
import type { TimedChunk } from '../chunks.ts';
import { cut } from '../fields.ts';
import { createRandom, hash } from '../random.ts';
import { Refusal } from '../refusal.ts';
import type { Break, Fault, NumberOption, Options, Protocol, Tools, WordOption } from './fault.ts';
import { faults } from './table.ts';

export interface ChosenFault {
	readonly fault: Fault;
	readonly values: Readonly<Record<string, string | number>>;
	readonly seed: number;
}

export interface Stages {
	params(params: ChatParams): ChatParams;
	chunks(chunks: Iterable<TimedChunk>): Iterable<TimedChunk>;
	frames(frames: Iterable<TimedFrame>): Iterable<TimedFrame>;
	lines(writes: Iterable<Write>): Iterable<Write>;
	answer(answer: Answer): Answer;
}

const SEED: NumberOption = { what: 'Seed', default: 0, least: 0, most: 4_294_967_295 };

/** @param breaks Where the host can break a connection. */
export function chooseFault(path: string, breaks: readonly Break[]): ChosenFault {
	const [name = '', ...parts] = path.split(';');
	const fault = faults.find((known) => known.name === name);
	if (fault === undefined) {
		throw new Refusal({
			status: 404,
			message: `There is no fault \`${cut(name)}\`. Faults: ${faults.map((known) => known.name).join(', ')}.`,
			code: 'unknown_fault',
		});
	}
	const { breaksConnection } = fault;
	if (breaksConnection !== undefined && !breaks.includes(breaksConnection)) {
		throw unbreakable(fault.name, breaksConnection);
	}
	const options: Options = { ...fault.options, seed: SEED };
	const values: Record<string, string | number> = {};
	for (const [option, { default: value }] of Object.entries(options)) values[option] = value;
	for (const part of parts) {
		if (part === '') continue;
		const [option = '', text = ''] = part.split(/=(.*)/s, 2);
		const known = Object.hasOwn(options, option) ? options[option] : undefined;
		if (known === undefined) throw unknownOption(fault, part, options);
		const value = readValue(known, text);
		if (value === undefined) throw wrongValue(fault, option, known, text);
		values[option] = value;
	}
	const { seed, ...rest } = values;
	return { fault, values: rest, seed: Number(seed) };
}

/** Without this the client would get an answer that ends as if it were whole, or a 500. */
function unbreakable(name: string, where: Break) {
	return new Refusal({
		status: 501,
		message:
			`The fault \`${name}\` breaks the connection ${where}, which this host cannot do. ` +
			'Use `npm start` instead.',
		type: 'server_error',
		code: 'cannot_break_connection',
	});
}

function readValue(option: NumberOption | WordOption, text: string): string | number | undefined {
	if ('words' in option) return option.words.includes(text) ? text : undefined;
	const value = Number(text);
	return /^\d{1,10}$/.test(text) && value >= option.least && value <= option.most
		? value
		: undefined;
}

function unknownOption(fault: Fault, part: string, options: Options) {
	const right = Object.entries(options).map(([name, option]) =>
		'words' in option
			? `${name}=${option.words.join('|')} (default ${option.default})`
			: `${name}=${option.least}..${option.most} (default ${option.default})`
	);
	return new Refusal({
		status: 400,
		message: `The fault \`${fault.name}\` has no option \`${cut(part)}\`. Its options: ${right.join(', ')}.`,
		code: 'unknown_fault_option',
	});
}

function wrongValue(fault: Fault, name: string, option: NumberOption | WordOption, text: string) {
	const given = text === '' ? 'has no value' : `is \`${cut(text)}\``;
	const right =
		'words' in option
			? `one of ${option.words.join(', ')}`
			: `a whole number from ${option.least} to ${option.most}`;
	return new Refusal({
		status: 400,
		message: `The option \`${name}\` of the fault \`${fault.name}\` ${given}. Give it ${right}.`,
		code: 'invalid_fault_option',
	});
}

export interface Occasion {
	/** What is asked, so that the same request meets the same trouble. */
	readonly about: string;
	readonly params: ChatParams | undefined;
	readonly protocol: Protocol;
	now(): number;
	/** The number of this attempt at this request, from 1. */
	attempt(): number;
}

/** Everything as it is: an answer without a fault. */
export const noFault: Stages = {
	params: (params) => params,
	chunks: (chunks) => chunks,
	frames: (frames) => frames,
	lines: (writes) => writes,
	answer: (answer) => answer,
};

export function stagesOf({ fault, values, seed }: ChosenFault, occasion: Occasion): Stages {
	const tools: Tools<Record<string, never>> = {
		// Values and options were matched by name when the fault was chosen.
		options: values as Record<string, never>,
		random: createRandom(hash(`${fault.name} ${seed} ${occasion.about}`)),
		now: occasion.now,
		attempt: occasion.attempt,
		params: occasion.params,
		protocol: occasion.protocol,
	};
	return {
		params: (params) => fault.params?.(params) ?? params,
		chunks: (chunks) => fault.chunks?.(chunks, tools) ?? chunks,
		frames: (frames) => fault.frames?.(frames, tools) ?? frames,
		lines: (writes) => fault.lines?.(writes, tools) ?? writes,
		answer: (answer) => fault.answer?.(answer, tools) ?? answer,
	};
}
