/**
 * What the reader typed, turned into a request or into sentences about what is wrong with it.
 *
 * In      The form's fields as text, and the key, which is passed on its own and kept nowhere.
 * Out     `{ request }` as `createRun` takes it, or `{ problems }`, one a field at most. The fault is checked
 *         where the list of them is (`lazy.ts`).
 */
import { bareKey } from '../../run/index.ts';
import type { Protocol } from '../../protocols/index.ts';
import type { KeyHeader, RunOptions } from '../../run/index.ts';
import { PRINTED, PRINTED_MESSAGE, readBaseURL } from '../../snippets/index.ts';
import { readResponseFormat, readTools } from './json-field.ts';
import { misplacedKeys } from './misplaced-key.ts';
import type { Meant } from './misplaced-key.ts';

export { readBaseURL };

export type SendTo = 'demo' | 'endpoint';

export interface Settings {
	readonly sendTo: SendTo;
	/** Of the demo: a name of `GET /faults`, perhaps with options, as in `cut;after=7`. */
	readonly fault: string;
	readonly baseURL: string;
	readonly model: string;
	readonly protocol: Protocol;
	readonly message: string;
	readonly system: string;
	readonly temperature: string;
	readonly maxTokens: string;
	/** JSON, as typed. */
	readonly tools: string;
	/** JSON, as typed. */
	readonly responseFormat: string;
	/** Left out: `Authorization: Bearer`. */
	readonly keyHeader?: KeyHeader | undefined;
}

export const DEFAULT_SETTINGS: Settings = {
	sendTo: 'demo',
	fault: '',
	...PRINTED,
	protocol: 'chat',
	message: PRINTED_MESSAGE,
	system: '',
	temperature: '',
	maxTokens: '',
	tools: '',
	responseFormat: '',
};

/** The longest silence that a run waits through, in ms. A model may think for long; the demo does not think. */
export const STALL_MS = { demo: 20_000, endpoint: 120_000 } as const;

/** The demo handler runs in the page; this base URL only gives it a path to answer. */
export const DEMO_HOST = 'demo.invalid';
const demoOrigin = `https://${DEMO_HOST}`;
export const demoBaseURL = `${demoOrigin}/v1`;

export const isOfDemo = (url: string) => url.startsWith(`${demoOrigin}/`);

/** The demo with one fault in every answer. It answers an unknown fault with the list of known ones. */
function demoBaseURLWith(fault: string): string {
	// Semicolons and equals signs separate options; anything else is encoded, so that it cannot end the path.
	const segment = encodeURIComponent(fault.toWellFormed())
		.replaceAll('%3B', ';')
		.replaceAll('%3D', '=');
	return fault === '' ? demoBaseURL : `${demoOrigin}/faults/${segment}/v1`;
}

/** The fault that a request asked the demo for, `cut;after=7`, by the URL it went to. */
export function faultIn(url: string): string | undefined {
	return /\/faults\/([a-z][^/]*)\/v1\//.exec(url)?.[1];
}

export type Field = Exclude<keyof Settings, 'sendTo' | 'keyHeader' | 'protocol'> | 'key';

export interface Problem {
	readonly field: Field;
	/** What is wrong and what to do, in one or two sentences. Never holds the key. */
	readonly text: string;
}

/** A chat request, whatever protocol it is for: the engine puts it into that one's words. */
type Request = RunOptions['request'];

export function readSettings(
	settings: Settings,
	key: string,
	meant: Meant = {}
): { request: Request; problems?: never } | { problems: Problem[]; request?: never } {
	const toDemo = settings.sendTo === 'demo';
	// First, so that a box with a key gets no other problem. Numbers are checked below.
	const unread = new Set([toDemo ? 'baseURL' : 'fault', 'temperature', 'maxTokens']);
	const misplaced = misplacedKeys(settings, meant).filter(({ field }) => !unread.has(field));
	const problems: Problem[] = misplaced.map(({ field, text }) => ({ field, text }));
	const check = <T>(field: Field, result: { value: T } | { problem: string }): T | undefined => {
		if ('value' in result) return result.value;
		if (!problems.some((one) => one.field === field))
			problems.push({ field, text: result.problem });
		return undefined;
	};

	const baseURL = toDemo
		? demoBaseURLWith(settings.fault.trim())
		: check('baseURL', readBaseURL(settings.baseURL));
	const apiKey = toDemo ? undefined : check('key', readKey(key));
	const model = check('model', readModel(settings.model));
	const temperature = check('temperature', readTemperature(settings.temperature));
	const maxTokens = check('maxTokens', readMaxTokens(settings.maxTokens));
	const tools = check('tools', readTools(settings.tools));
	const format = check('responseFormat', readResponseFormat(settings.responseFormat));
	if (settings.message.trim() === '') {
		problems.push({
			field: 'message',
			text: 'The message is empty. Write one, or choose a prompt.',
		});
	}
	if (problems.length > 0 || baseURL === undefined || model === undefined) return { problems };

	const system = settings.system.trim();
	return {
		request: {
			baseURL,
			apiKey,
			...(!toDemo && settings.keyHeader && { keyHeader: settings.keyHeader }),
			...(settings.protocol !== 'chat' && { protocol: settings.protocol }),
			body: {
				model,
				messages: [
					...(system === '' ? [] : [{ role: 'system', content: system }]),
					{ role: 'user', content: settings.message },
				],
				...(temperature !== undefined && { temperature }),
				...(maxTokens !== undefined && { max_tokens: maxTokens }),
				...(tools !== undefined && { tools }),
				...(format !== undefined && { response_format: format }),
				stream: true,
				// Asks for the token counts that the rate is worked out from.
				stream_options: { include_usage: true },
			},
		},
	};
}

type Result<T> = { value: T } | { problem: string };

/** Removes what pasting adds: white space, surrounding quotes, a leading `Bearer`. */
export function readKey(pasted: string): Result<string | undefined> {
	const key = bareKey(pasted);
	if (key === '') return { value: undefined };
	// A header value may hold visible ASCII only. Password boxes full of • are the usual cause.
	const odd = [...key].findIndex((character) => !/^[\x21-\x7e]$/.test(character));
	if (odd === -1) return { value: key };
	return {
		problem: `Character ${odd + 1} of the key cannot be part of a key (it is not plain ASCII). Copy the key again from where it was issued.`,
	};
}

function readModel(typed: string): Result<string> {
	const model = typed.trim();
	return model === ''
		? { problem: `The model is empty. Example: ${PRINTED.model}` }
		: { value: model };
}

function readTemperature(typed: string): Result<number | undefined> {
	const text = typed.trim();
	if (text === '') return { value: undefined };
	const value = Number(text);
	return value >= 0 && value <= 2
		? { value }
		: { problem: `The temperature is ${quote(text)}; it must be a number from 0 to 2, or empty.` };
}

function readMaxTokens(typed: string): Result<number | undefined> {
	const text = typed.trim();
	if (text === '') return { value: undefined };
	const value = Number(text);
	return Number.isSafeInteger(value) && value >= 1
		? { value }
		: { problem: `Maximum tokens is ${quote(text)}; it must be a whole number from 1, or empty.` };
}

/** Too short to hold a key that was pasted into the wrong box. */
function quote(text: string): string {
	return text.length <= 12 ? `“${text}”` : 'too long';
}
