/**
 * Which finish reason counts.
 *
 * - It counts only when nothing of its choice follows: later text, reasoning or tool calls take it back.
 *   `takenBack` keeps what it was.
 * - Of two, the last that fits what was sent counts: `tool_calls` stands where calls came, whatever follows
 *   it, and never where none did.
 * - `""` is none; nor are the words "null" and "None".
 */
import { isNothing } from './json.ts';
import type { Choice, Message } from './types.ts';

const CALLS = new Set(['tool_calls', 'function_call']);

export function addFinish(
	message: Message,
	choice: Choice,
	reason: string | undefined,
	frameIndex: number
): void {
	const { finishReason: before, index } = choice;
	if (reason === undefined || reason === before || isNothing(reason)) return;
	if (before !== undefined && fits(choice, before) && !fitsAsWell(choice, before, reason)) {
		const place = 'finish_reason';
		const kind = 'finish-passed-over';
		message.oddities.push({ kind, frameIndex, choice: index, place, detail: reason });
		return;
	}
	choice.finishReason = reason;
	choice.finishFrameIndex = frameIndex;
}

export function takeBackFinish(message: Message, choice: Choice, frameIndex: number): void {
	const { finishReason: reason, finishFrameIndex } = choice;
	if (reason === undefined || finishFrameIndex === undefined) return;
	choice.takenBack = { reason, frameIndex: finishFrameIndex, byFrameIndex: frameIndex };
	choice.finishReason = undefined;
	choice.finishFrameIndex = undefined;
	message.oddities.push({
		kind: 'finish-taken-back',
		frameIndex,
		choice: choice.index,
		place: 'finish_reason',
		detail: reason,
	});
}

function fits({ toolCalls }: Choice, reason: string): boolean {
	return CALLS.has(reason) ? toolCalls.length > 0 : true;
}

/** After `tool_calls`, a `stop` tells less about the answer; `length` or `error` tells more. */
function fitsAsWell(choice: Choice, before: string, reason: string): boolean {
	if (CALLS.has(reason)) return fits(choice, reason);
	return !(CALLS.has(before) && reason === 'stop');
}
