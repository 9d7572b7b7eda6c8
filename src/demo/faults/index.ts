/**
 * The faults as data: what `GET /faults` answers, and what a page about them is made from.
 *
 * Out  plain JSON: no functions, every field there, the options' defaults filled in.
 */
import type { OutcomeKind } from '../../chat/index.ts';
import {
	protocolsOf,
	type Break,
	type Fault,
	type Group,
	type Options,
	type Protocol,
} from './fault.ts';
import { faults } from './table.ts';

export interface FaultDescription {
	readonly name: string;
	readonly group: Group;
	/** One sentence: what happens. */
	readonly what: string;
	/** The base URL's path: `/faults/cut/v1`. */
	readonly base: string;
	/** Whether it is in every answer, in streamed answers alone, or in what becomes of a request. */
	readonly in: 'every answer' | 'streams' | 'requests';
	/** The APIs that it is for. Others refuse it. */
	readonly protocols: readonly Protocol[];
	readonly client: {
		readonly text: 'whole' | 'part' | 'none';
		readonly outcome: OutcomeKind;
		readonly error: string | null;
		readonly retries: boolean;
	};
	/** Where it breaks the connection. A host that cannot do that answers 501. */
	readonly breaksConnection: Break | null;
	/** By name. `seed` goes with every fault and is not among them. */
	readonly options: Options;
	/** Which server or middlebox does this for real. */
	readonly seen: string;
}

export const faultDescriptions: readonly FaultDescription[] = faults.map((fault) => {
	const { name, group, what, client, breaksConnection = null, options = {}, seen } = fault;
	return {
		name,
		group,
		what,
		base: `/faults/${name}/v1`,
		in: placeOf(fault),
		protocols: protocolsOf(fault),
		client: {
			text: client.text,
			outcome: client.outcome,
			error: client.error ?? null,
			retries: client.retries ?? false,
		},
		breaksConnection,
		options,
		seen,
	};
});

function placeOf({ request, answer }: Fault): FaultDescription['in'] {
	if (request) return 'requests';
	return answer ? 'every answer' : 'streams';
}

export { ALL_PROTOCOLS, protocolsOf } from './fault.ts';
export type { Break, Protocol } from './fault.ts';
export { chooseFault, noFault, stagesOf, type ChosenFault, type Stages } from './choose.ts';
