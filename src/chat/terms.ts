/**
 * What a protocol calls its ends. Chat chunks, Responses and Messages are judged by the same table of rules
 * (`outcome.ts`), each in its own words.
 */

export interface Terms {
	/** One unit of its stream: `chat chunk`. */
	readonly unit: string;
	readonly units: string;
	/** What says why the answer ended: `finish reason`. */
	readonly finish: string;
	/** What says that nothing follows: `[DONE]`. */
	readonly end: string;
	/** Where the result of a tool goes in the next request. */
	readonly toolResult: string;
	/** Whether a stream that broke off can be resumed, as the end of a sentence. */
	readonly resumable: string;
	/** A refusal is an orderly end, as in an API that has a word of its own for it. */
	readonly mayRefuse: boolean;
	/** Its word for a turn that goes on once the answer is sent back. */
	readonly pause?: string;
}

export const CHAT_TERMS: Terms = {
	unit: 'chat chunk',
	units: 'chat chunks',
	finish: 'finish reason',
	end: '[DONE]',
	toolResult: 'in a message with the role `tool`',
	resumable: 'a chat stream cannot be resumed',
	mayRefuse: false,
};
