/** Sends the requests of a check. Each is bounded: in silence, in time, in frames and in bytes. */
import { createAlarm, createRun, keyHeaders, type Snapshot } from '../run/index.ts';
import { BAD_KEY } from './probes.ts';
import type { CheckOptions, ModelList, Preflight, Probe } from './types.ts';

/** Some models load into memory at the first request. */
const SILENCE_MS = 60_000;
const LONGEST_MS = 120_000;
/** A hundred tokens are asked for at most; what never ends is ended. */
const MAX_FRAMES = 3_000;
const MAX_BYTES = 4_000_000;
const MODELS_MS = 30_000;

type Asking = Pick<CheckOptions, 'request' | 'fetch' | 'clock' | 'signal'>;

export async function askChat(probe: Probe, asking: Asking): Promise<Snapshot> {
	const { request, fetch, clock } = asking;
	const { baseURL, apiKey, keyHeader, model } = request;
	const run = createRun({
		request: {
			baseURL,
			apiKey: probe.hasBadKey ? BAD_KEY : apiKey,
			keyHeader,
			body: probe.body(model),
		},
		fetch,
		clock,
		stallMs: SILENCE_MS,
	});
	const leave = run.subscribe(() => {
		const { message, frames, timing } = run.snapshot();
		const isLong = frames.length > MAX_FRAMES || timing.bytes > MAX_BYTES;
		if (isLong || (probe.stopsAtText && message.tally.characters > 0)) run.stop();
	});
	const { signal, clear } = limited(asking, LONGEST_MS);
	signal.addEventListener('abort', run.stop);
	try {
		const ended = run.start();
		if (signal.aborted) run.stop();
		return await ended;
	} finally {
		leave();
		clear();
	}
}

export async function askModels(asking: Asking): Promise<ModelList> {
	const { baseURL, apiKey, keyHeader } = asking.request;
	const { signal, clear } = limited(asking, MODELS_MS);
	try {
		const response = await asking.fetch(`${baseURL}/models`, {
			headers: apiKey === undefined ? {} : keyHeaders(apiKey, keyHeader),
			signal,
		});
		const { status } = response;
		const text = await readText(response);
		const models = response.ok ? namesIn(text) : undefined;
		return models === undefined
			? { kind: 'other', status, text: `HTTP ${status}\n${text}` }
			: { kind: 'list', status, models };
	} catch (error) {
		return { kind: 'none', message: error instanceof Error ? error.message : String(error) };
	} finally {
		clear();
	}
}

export async function askPreflight(asking: Asking): Promise<Preflight> {
	const { request, fetch } = asking;
	const { signal, clear } = limited(asking, MODELS_MS);
	const response = await fetch(`${request.baseURL}/chat/completions`, {
		method: 'OPTIONS',
		// Node sends these; a page may not, and need not: there the browser asks.
		headers: {
			origin: 'https://page.example',
			'access-control-request-method': 'POST',
			'access-control-request-headers': 'authorization,content-type',
		},
		signal,
	}).finally(clear);
	await response.body?.cancel();
	return {
		status: response.status,
		origin: response.headers.get('access-control-allow-origin'),
		headers: response.headers.get('access-control-allow-headers'),
	};
}

/** The reader's own stop, and a limit. `clear` forgets both. */
function limited({ signal: stop, clock }: Asking, ms: number) {
	const controller = new AbortController();
	const onStop = () => controller.abort(stop.reason);
	const onLimit = () => {
		controller.abort(new DOMException(`Not finished after ${ms / 1000} s.`, 'TimeoutError'));
	};
	const alarm = createAlarm(clock);
	alarm.set(ms, onLimit);
	if (stop.aborted) onStop();
	stop.addEventListener('abort', onStop);
	return {
		signal: controller.signal,
		clear() {
			alarm.clear();
			stop.removeEventListener('abort', onStop);
		},
	};
}

/** The body up to `MAX_BYTES`. */
async function readText({ body }: Response): Promise<string> {
	const reader = body?.getReader();
	const decoder = new TextDecoder();
	let text = '';
	for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
		text += decoder.decode(read.value, { stream: true });
		if (text.length < MAX_BYTES) continue;
		await reader?.cancel();
		break;
	}
	return text;
}

function namesIn(text: string): readonly string[] | undefined {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		return undefined;
	}
	const list = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
	if (!Array.isArray(list)) return undefined;
	return list
		.map((one: unknown) => (typeof one === 'object' && one !== null && 'id' in one ? one.id : ''))
		.filter((id): id is string => typeof id === 'string' && id !== '');
}
