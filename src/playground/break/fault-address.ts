/**
 * A fault of the demo as its address has it, `cut;after=7;seed=3`, and as a form has it: fields.
 *
 * In      What stands in the form's fault box; the faults there are.
 * Out     Values as text, as fields hold them; and back. What is a fault's own default is left out.
 * Errors  Sentences, one a field. An address that the demo would refuse is no fault here: `undefined`.
 */
import type { FaultDescription } from '../../demo/index.ts';

export interface FaultChoice {
	readonly name: string;
	/** By option, `seed` among them; as typed. */
	readonly values: Readonly<Record<string, string>>;
}

type Option = FaultDescription['options'][string];

/** Goes with every fault. As wide as the demo takes it. */
export const seedOption = {
	what: 'Seed: the same one gives the same trouble again',
	default: 0,
	least: 0,
	most: 4_294_967_295,
};

export function optionsOf({ options }: FaultDescription): [name: string, option: Option][] {
	return Object.entries({ ...options, seed: seedOption });
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

/** What a request to the demo asked for, `cut;after=7`, by the URL it went to. */
export function addressIn(url: string): string | undefined {
	return /\/faults\/([a-z][^/]*)\/v1\//.exec(url)?.[1];
}

export function writeAddress({ name, values }: FaultChoice, fault: FaultDescription): string {
	const parts = optionsOf(fault)
		.map(([option, { default: value }]) => [option, values[option]?.trim() ?? '', String(value)])
		.filter(([, value, preset]) => value !== '' && value !== preset)
		.map(([option, value]) => `${option}=${value}`);
	return [name, ...parts].join(';');
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
