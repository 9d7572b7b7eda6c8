/**
 * A fault of the demo as its address has it, `cut;after=7;seed=3`, and as a form has it: fields.
 *
 * In      What stands in the form's fault box; the faults there are.
 * Out     Values as text, as fields hold them; and back. What is a fault's own default is left out.
 * Errors  Sentences, one a field. An address that the demo would refuse is no fault here: `undefined`.
 */
import { distance } from 'fastest-levenshtein';
import type { FaultDescription } from '../../demo/index.ts';

export interface FaultChoice {
	readonly name: string;
	/** By option, `seed` among them; as typed. */
	readonly values: Readonly<Record<string, string>>;
}

type Option = FaultDescription['options'][string];

/** Goes with every fault. As wide as the demo takes it. */
export const SEED_OPTION = {
	what: 'Seed: the same seed repeats the same fault',
	default: 0,
	least: 0,
	most: 4_294_967_295,
};

export function optionsOf({ options }: FaultDescription): [name: string, option: Option][] {
	return Object.entries({ ...options, seed: SEED_OPTION });
}

export function choiceOf(fault: FaultDescription): FaultChoice {
	const values = optionsOf(fault).map(([name, option]) => [name, String(option.default)]);
	return { name: fault.name, values: Object.fromEntries(values) };
}

export function readAddress(
	address: string,
	faults: readonly FaultDescription[]
): FaultChoice | undefined {
	const [name, ...parts] = address.trim().split(';');
	const fault = faults.find((known) => known.name === name);
	if (fault === undefined) return undefined;
	const choice = choiceOf(fault);
	const values = { ...choice.values };
	for (const part of parts.filter((text) => text !== '')) {
		const [option = '', value = ''] = part.split(/=(.*)/s, 2);
		if (!Object.hasOwn(values, option)) return undefined;
		values[option] = value;
	}
	return { ...choice, values };
}

export function writeAddress({ name, values }: FaultChoice, fault: FaultDescription): string {
	const parts = optionsOf(fault)
		.map(([option, { default: value }]) => [option, values[option]?.trim() ?? '', String(value)])
		.filter(([, value, preset]) => value !== '' && value !== preset)
		.map(([option, value]) => `${option}=${value}`);
	return [name, ...parts].join(';');
}

/**
 * What is wrong with an address, in sentences; `undefined` where the demo takes it. What was typed is not
 * said again: it stands in the box, and may be a key in the wrong one.
 */
export function problemWithAddress(
	address: string,
	faults: readonly FaultDescription[]
): string | undefined {
	const [name = '', ...parts] = address.trim().split(';');
	const fault = faults.find((known) => known.name === name);
	if (fault === undefined) {
		const near = nearest(
			name,
			faults.map((known) => known.name)
		);
		return `There is no such fault. The nearest: ${near.join(', ')}.`;
	}
	const options = new Map(optionsOf(fault));
	for (const part of parts.filter((text) => text !== '')) {
		const [key = '', value = ''] = part.split(/=(.*)/s, 2);
		const option = options.get(key);
		if (option === undefined) {
			return `${fault.name} has no such option. It has ${[...options.keys()].join(', ')}, as in ${fault.name};seed=3.`;
		}
		// Spaces around a value are the fields' to forgive; in an address they are part of it.
		const problem = problemWith(/^\S+$/.test(value) ? value : '?', option);
		if (problem !== undefined) return `The value of ${key} is wrong. ${problem}`;
	}
	return undefined;
}

/** Three names: those that begin as `typed` does, then those with the fewest letters to change. */
function nearest(typed: string, names: readonly string[]): string[] {
	const start = typed.slice(0, 40).toLowerCase();
	const rank = (name: string) =>
		start !== '' && name.startsWith(start) ? -1 : distance(start, name);
	return names
		.map((name) => [rank(name), name] as const)
		.toSorted(([a], [b]) => a - b)
		.slice(0, 3)
		.map(([, name]) => name);
}

/** What is wrong with a value, in a sentence; `undefined` where nothing is. Empty stands for the default. */
export function problemWith(typed: string, option: Option): string | undefined {
	const text = typed.trim();
	if (text === '') return undefined;
	if ('words' in option) {
		return option.words.includes(text) ? undefined : `One of ${option.words.join(', ')}.`;
	}
	const value = Number(text);
	const isRight = /^\d{1,10}$/.test(text) && value >= option.least && value <= option.most;
	if (isRight) return undefined;
	return `A whole number from ${option.least.toLocaleString('en')} to ${option.most.toLocaleString('en')}.`;
}
