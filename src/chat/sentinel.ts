/**
 * Frames with data that bring nothing: the end mark where it is not exactly `[DONE]`, and keep-alives that are
 * data where a comment would do.
 *
 * Source  openai-node takes `[DONE]` alone, openai-python whatever starts with it. Keep-alives as data: gateways
 *         in front of chat servers, Anthropic's `{"type":"ping"}`.
 */
import { fieldsOf, isObject } from './error-fields.ts';

/** ` [DONE]`, `[done]`, `DONE`, `data: [DONE]`, `"[DONE]"`, `[DONE] bye`. */
const LOOSE_DONE = /^(\s|data:)*(["']?\[done\][\s\S]{0,200}|done[.!]?)\s*$/i;

export const isLooseDone = (data: string): boolean => LOOSE_DONE.test(data);

const ALIVE =
	/^:?\s*(ping|pong|keep[\s_-]?alive|heart[\s_-]?beat|processing|openrouter processing)\b.{0,40}$/i;
const ALIVE_NAME = /^(ping|pong|keep[_-]?alive|heart[_-]?beat)$/i;

/** Data that is not JSON: empty, or `ping`. */
export const isAliveText = (data: string): boolean => data.trim() === '' || ALIVE.test(data.trim());

export const isAliveEvent = (event: string): boolean => ALIVE_NAME.test(event);

/** `null`, `{"type":"ping"}`, `{"event":"heartbeat"}`, `{"ping":1700000000}`. */
export function isAliveValue(value: unknown): boolean {
	if (value === null || value === '') return true;
	if (typeof value === 'string') return isAliveText(value);
	if (!isObject(value)) return false;
	const fields = fieldsOf(value);
	const named = ['type', 'event', 'object', 'status'].some((name) =>
		ALIVE_NAME.test(String(fields.get(name)))
	);
	const [first] = fields.keys();
	return named || (fields.size === 1 && ALIVE_NAME.test(first ?? ''));
}
