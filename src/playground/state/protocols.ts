/** The protocols that the form can send, by the names that a link carries. */
import { PROTOCOL_TABLE, type Protocol } from '../../protocols/index.ts';

export const PROTOCOLS = (
	[
		['chat', 'Chat completions'],
		['responses', 'Responses'],
		['messages', 'Messages'],
	] as const satisfies readonly (readonly [Protocol, string])[]
).map(([name, label]) => ({ name, label, path: PROTOCOL_TABLE[name].path }));

export const isProtocol = (name: unknown): name is Protocol =>
	PROTOCOLS.some((one) => one.name === name);
