/** Each fault of the demo API as it is by default, and in each other shape that it has a word for. */
import type { FaultDescription } from '../../src/demo/index.ts';

export interface FaultCase {
	/** As it stands in a base URL: `error-midway;shape=litellm`. */
	readonly name: string;
	readonly fault: FaultDescription;
}

export function faultCases(faults: readonly FaultDescription[]): FaultCase[] {
	return faults.flatMap((fault) => [
		{ name: fault.name, fault },
		...Object.entries(fault.options).flatMap(([option, details]) =>
			('words' in details ? details.words : [])
				.filter((word) => word !== details.default)
				.map((word) => ({ name: `${fault.name};${option}=${word}`, fault }))
		),
	]);
}

/** A client may wait for its own clock. */
export const isSilentAtTheEnd = ({ name, fault }: FaultCase): boolean =>
	fault.client.outcome === 'stalled' || name === 'done-then-open';
