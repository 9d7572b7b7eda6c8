/** The protocols that the form can send, by the names that a link carries. */
import type { Protocol } from '../../protocols/index.ts';

export const PROTOCOLS = [
	{ name: 'chat', label: 'Chat completions' },
	{ name: 'responses', label: 'Responses' },
	{ name: 'messages', label: 'Messages' },
] as const satisfies readonly { name: Protocol; label: string }[];

export const isProtocol = (name: unknown): name is Protocol =>
	PROTOCOLS.some((one) => one.name === name);
