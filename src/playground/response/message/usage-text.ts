/** Token counts in words. */
import type { Message } from '../../../chat/index.ts';
import { count } from '../../format.ts';

/** Servers send anything here, so what is not a number is left out. `undefined` without any count. */
export function usageText(usage: Message['usage']): string | undefined {
	if (!usage) return undefined;
	const parts: string[] = [];
	const add = (n: unknown, toText: (n: number) => string) => {
		if (typeof n === 'number' && Number.isFinite(n)) parts.push(toText(n));
	};
	add(usage.prompt_tokens, (n) => count(n, 'prompt token'));
	const cached = detail(usage['prompt_tokens_details'], 'cached_tokens');
	add(cached || undefined, (n) => `${count(n, 'token')} cached`);
	add(usage.completion_tokens, (n) => count(n, 'completion token'));
	const reasoning = detail(usage['completion_tokens_details'], 'reasoning_tokens');
	add(reasoning || undefined, (n) => `${count(n, 'token')} of reasoning`);
	add(usage.total_tokens, (n) => `${n.toLocaleString('en')} in all`);
	return parts.length === 0 ? undefined : parts.join(', ');
}

function detail(details: unknown, name: string): unknown {
	return typeof details === 'object' && details !== null ? Reflect.get(details, name) : undefined;
}
