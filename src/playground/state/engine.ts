/**
 * What a run needs besides the form: the demo API, the printed example as the client, the browser's
 * `fetch` and clock. Loaded with the first run, not with the page.
 */
import { createDemoHandler, faultDescriptions } from '../../demo/index.ts';
import { streamChat } from '../../examples/browser/stream-chat.js';
import { requestIn } from '../../protocols/index.ts';
import { createRun, keyHeaders } from '../../run/index.ts';
import type { Client, Clock, Run, RunOptions } from '../../run/index.ts';
import { problemWithAddress } from './fault-address.ts';
import { nextTask } from './next-task.ts';
import { OFFLINE } from './offline.ts';
export { rehearse } from './rehearse.ts';
import { STALL_MS, type SendTo } from './settings.ts';

const demo = createDemoHandler();

const clock: Clock = { now: () => performance.timeOrigin + performance.now(), turn: nextTask };

export function makeRun(sendTo: SendTo, asked: RunOptions['request']): Run {
	return createRun({
		...bareRun(sendTo, asked),
		// A printed program carries no types; the run's own tests hold it to the shape. It reads chat alone.
		client: (asked.protocol ?? 'chat') === 'chat' ? (streamChat as Client) : undefined,
	});
}

/** Without a client: the run reads the body itself, streamed or not. */
export function makeBareRun(sendTo: SendTo, asked: RunOptions['request']): Run {
	return createRun(bareRun(sendTo, asked));
}

function bareRun(sendTo: SendTo, asked: RunOptions['request']): RunOptions {
	const request = { ...asked, body: requestIn(asked.protocol ?? 'chat', asked.body) };
	return { request, fetch: fetchFor(sendTo), clock, stallMs: STALL_MS[sendTo] };
}

/** For requests that are no run: those of a check. */
export function transportFor(sendTo: SendTo): { fetch: typeof fetch; clock: Clock } {
	return { fetch: fetchFor(sendTo), clock };
}

/** The models an endpoint offers, by id. Rejects with a sentence when it does not say. */
export async function listModels(
	sendTo: SendTo,
	{ baseURL, apiKey, keyHeader }: RunOptions['request']
): Promise<string[]> {
	const response = await fetchFor(sendTo)(`${baseURL}/models`, {
		headers: apiKey === undefined ? {} : keyHeaders(apiKey, keyHeader),
	}).catch(() => {
		throw new Error('The endpoint did not answer GET /models.');
	});
	if (!response.ok) throw new Error(`GET /models was answered with ${response.status}.`);
	const body: unknown = await response.json().catch(() => undefined);
	const list = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
	if (!Array.isArray(list)) throw new Error('GET /models was answered without a list.');
	return namesIn(list, apiKey);
}

/** The longest name that a form has room for; a model's is some 30 characters. */
const MAX_NAME_CHARACTERS = 200;

/** What is no name is left out, and so is a key that comes back as one. */
function namesIn(list: readonly unknown[], apiKey: string | undefined): string[] {
	const names = list
		.map((entry) => (typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : ''))
		.filter((id): id is string => typeof id === 'string')
		.filter((id) => id !== '' && id.length <= MAX_NAME_CHARACTERS)
		.filter((id) => apiKey === undefined || apiKey === '' || !id.includes(apiKey));
	return [...new Set(names)].toSorted();
}

/** What is wrong with a fault as it was typed; `undefined` where the demo takes it. */
export function problemWithFault(fault: string): string | undefined {
	return problemWithAddress(fault, faultDescriptions);
}

/** The faults of the demo: what to choose one by, and what it does. */
export function listFaults(): { name: string; what: string }[] {
	return faultDescriptions.map(({ name, what }) => ({ name, what }));
}

/** The demo handler is called in the page: no network, no key. */
export const fetchDemo: typeof fetch = (input, init) => demo(new Request(input, init));

function fetchFor(sendTo: SendTo): typeof fetch {
	if (sendTo === 'endpoint') {
		// A redirect is never followed: it would take a key in a header of its own to another place.
		return (input, init) =>
			fetch(input, { ...init, redirect: init?.redirect === 'manual' ? 'manual' : 'error' }).catch(
				sayIfOffline
			);
	}
	return fetchDemo;
}

/** Browsers tell a page only that a fetch failed, whatever the cause; this one they do know. */
function sayIfOffline(cause: unknown): never {
	throw navigator.onLine ? cause : new TypeError(OFFLINE, { cause });
}
