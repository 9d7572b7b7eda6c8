/**
 * Responses and Messages beside chat: the same answers, told in their events. Loaded when such a request comes.
 */
import type { TimedFrame } from '../answer.ts';
import { readChatParams, type ChatParams } from '../chat-request.ts';
import { streamChunks, type TimedChunk } from '../chunks.ts';
import type { Completion } from '../completion.ts';
import { isObject, type Fields } from '../fields.ts';
import { Refusal } from '../refusal.ts';
import { createMessagesEvents, wholeMessage } from './messages.ts';
import { fromMessages, fromResponses, type ChatRequestOf } from './requests.ts';
import { createResponsesEvents, wholeResponse } from './responses.ts';
import { stepsOf, type Block, type Ending, type Head, type Step } from './steps.ts';

export interface Format {
	/** @throws `Refusal`, with the fields' names in this API. */
	read(body: unknown): ChatParams;
	/** `request` is the body that was read: some answers repeat it. */
	frames(chunks: Iterable<TimedChunk>, request: unknown): Iterable<TimedFrame>;
	whole(completion: Completion, request: unknown): { afterMs: number; body: object };
}

function format(
	toChat: (body: unknown) => ChatRequestOf,
	createEvents: (request: Fields) => (step: Step) => readonly { readonly type: string }[],
	wholeOf: (head: Head, blocks: readonly Block[], ending: Ending, request: Fields) => object
): Format {
	return {
		read(body) {
			const request = toChat(body);
			try {
				return { ...readChatParams(request.body), includeUsage: true };
			} catch (error) {
				throw error instanceof Refusal ? inPlace(error, request) : error;
			}
		},
		*frames(chunks, request) {
			const eventsOf = createEvents(isObject(request) ? request : {});
			for (const step of stepsOf(chunks)) {
				let { afterMs } = step;
				for (const event of eventsOf(step)) {
					const fields = { event: event.type, data: JSON.stringify(event) };
					yield { afterMs, fields, isClosing: step.isClosing ?? false };
					afterMs = 0;
				}
			}
		},
		whole(completion, request) {
			const asked = isObject(request) ? request : {};
			let afterMs = 0;
			let body = {};
			for (const step of stepsOf(streamChunks(completion, { includeUsage: true }))) {
				afterMs += step.afterMs;
				if (step.kind === 'end') body = wholeOf(step.head, step.blocks, step, asked);
			}
			return { afterMs, body };
		},
	};
}

/** The same refusal, naming the field where it stood. */
function inPlace(
	{ status, message, type, param, code }: Refusal,
	{ places, list }: ChatRequestOf
): Refusal {
	const named = (text: string) =>
		text
			.replaceAll(/\bmessages\[(\d+)\]/g, (all, index: string) => places[Number(index)] ?? all)
			.replaceAll(/^messages$|(?<=`)messages(?=`)/g, list);
	return new Refusal({
		status,
		message: named(message),
		type,
		param: param === null ? null : named(param),
		code,
	});
}

export const FORMATS = {
	responses: format(fromResponses, createResponsesEvents, wholeResponse),
	messages: format(fromMessages, createMessagesEvents, wholeMessage),
} as const;
