/** Adds what an entry of `choices` brought to its choice: text, reasoning, refusal, tool calls, oddities. */
import { bring, type Brought, type Remark } from './brought.ts';
import { isList, type JSONObject } from './json.ts';
import { addStretch, createLinks } from './links.ts';
import { MAX_UNSHOWN } from './oddities.ts';
import { addToolPieces, withoutKnown } from './tool-calls.ts';
import type { Choice, Message } from './types.ts';
import { restOf } from './whole.ts';

export function addOddity(
	message: Message,
	frameIndex: number,
	choice: number | undefined,
	{ kind, place, detail }: Remark
): void {
	message.oddities.push({ kind, frameIndex, choice, place, detail });
	if (kind !== 'unshown' || choice === undefined) return;
	const known = message.unshown.filter((one) => one.choice === choice);
	const isKnown = known.some((one) => one.kind === detail && one.place === place);
	if (isKnown || known.length >= MAX_UNSHOWN) return;
	message.unshown.push({ kind: detail, place, choice, frameIndex });
}

export function choiceAt({ choices }: Message, index: number): Choice {
	for (let next = choices.length; next <= index; next++) choices.push(createChoice(next));
	return choices[index] ?? createChoice(index);
}

function createChoice(index: number): Choice {
	return {
		index,
		role: undefined,
		text: '',
		reasoning: '',
		refusal: '',
		reasoningPlace: undefined,
		toolCalls: [],
		finishReason: undefined,
		finishFrameIndex: undefined,
		takenBack: undefined,
		firstFrameIndex: undefined,
		logprobs: undefined,
		links: { text: createLinks(), reasoning: createLinks(), refusal: createLinks() },
	};
}

/** Whether it brought anything of an answer. */
export function addBrought(
	message: Message,
	choice: Choice,
	brought: Brought,
	frameIndex: number
): boolean {
	const { tally } = message;
	const { deltas } = tally;
	const { text, reasoning, refusal, toolPieces } = brought;
	if (brought.role !== undefined) choice.role = brought.role;
	// Each part by its name: by a variable, this would be the slowest place of the whole path.
	if (reasoning !== '') {
		choice.reasoningPlace ??= brought.reasoningPlace;
		choice.reasoning += reasoning;
		addStretch(choice.links.reasoning, frameIndex, choice.reasoning.length);
		tally.reasoningCharacters += reasoning.length;
		tally.characters += reasoning.length;
		tally.deltas++;
	}
	if (text !== '') {
		choice.text += text;
		addStretch(choice.links.text, frameIndex, choice.text.length);
		tally.textCharacters += text.length;
		tally.characters += text.length;
		tally.deltas++;
	}
	if (refusal !== '') {
		choice.refusal += refusal;
		addStretch(choice.links.refusal, frameIndex, choice.refusal.length);
		tally.characters += refusal.length;
		tally.deltas++;
	}
	for (const remark of brought.remarks) addOddity(message, frameIndex, choice.index, remark);
	const isNew = tally.deltas > deltas;
	if (toolPieces.length === 0) return isNew;
	return addToolPieces(message, choice, toolPieces, frameIndex) || isNew;
}

/** Adds to what the delta brought the part of `message` that is new. */
export function addWhole(choice: Choice, brought: Brought, whole: Brought): void {
	brought.role ??= whole.role;
	brought.finishReason ??= whole.finishReason;
	const remarks: Remark[] = [...whole.remarks];
	for (const part of ['reasoning', 'text', 'refusal'] as const) {
		if (whole[part] === '') continue;
		const place = whole[`${part}Place`];
		const rest = restOf(whole[part], choice[part], brought[part]);
		const kind = rest === whole[part] ? 'odd-place' : 'sent-again';
		remarks.push({ kind, place, detail: part });
		bring(brought, part, rest, place);
	}
	const pieces = withoutKnown(choice.toolCalls, whole.toolPieces);
	if (pieces.length > 0) {
		remarks.push({ kind: 'odd-place', place: 'message.tool_calls', detail: 'tool calls' });
	}
	if (brought.toolPieces.length === 0) brought.toolPieces = pieces;
	if (remarks.length > 0) brought.remarks = [...brought.remarks, ...remarks];
}

export function addLogprobs(choice: Choice, { content, refusal }: JSONObject): void {
	choice.logprobs ??= { content: [], refusal: [] };
	if (isList(content)) for (const entry of content) choice.logprobs.content.push(entry);
	if (isList(refusal)) for (const entry of refusal) choice.logprobs.refusal.push(entry);
}
