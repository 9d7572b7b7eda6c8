/**
 * Records a live run: transport events become a recording and its transcript.
 *
 * Out     `recording()`, plain data at any moment, without the key; `transcript()`, what it adds up to.
 * Units   Times are ms since the request was sent and never go back.
 */
import { keptRequestHeaders, keptResponseHeaders, secretsIn, withoutURLSecrets } from './key.ts';
import { RUN_LIMITS } from './limits.ts';
import { createMask, createTextMask } from './mask.ts';
import { createTranscript } from './transcript.ts';
import type { KeyHeader } from './secrets/index.ts';
import type { SentRequest } from './sent-request.ts';
import type { Clock, End, Recording } from './types.ts';

export function createRecorder(
	planned: SentRequest,
	{
		clock,
		stallMs,
		keyHeader,
	}: { clock: Clock; stallMs: number | undefined; keyHeader: KeyHeader | undefined }
) {
	const secrets = new Set(secretsOf(planned));
	let mask = createMask([...secrets]);
	let bytesMask = mask.bytes();
	let sentAtMs = clock.now();
	let lastMs = 0;
	let attempts = 0;
	let recording: Omit<Recording, 'reads'> = {
		version: 1,
		startedAt: undefined,
		request: recordable(planned),
		response: undefined,
		end: undefined,
	};
	let transcript = createTranscript(recording, keyHeader, RUN_LIMITS);

	/** A request is being sent. What an earlier one brought is dropped: a recording holds one response. */
	function send(request: SentRequest) {
		for (const secret of secretsOf(request)) secrets.add(secret);
		mask = createMask([...secrets]);
		bytesMask = mask.bytes();
		attempts++;
		sentAtMs = clock.now();
		lastMs = 0;
		recording = {
			version: 1,
			startedAt: new Date(sentAtMs).toISOString(),
			request: recordable(request),
			response: undefined,
			end: undefined,
			...(attempts > 1 && { attempts }),
		};
		transcript = createTranscript(recording, keyHeader, RUN_LIMITS);
	}

	function head({ status, statusText, headers }: Response) {
		const response = {
			status,
			statusText: clean(statusText),
			headers: keptResponseHeaders([...headers]).map(
				([name, value]) => [name, clean(value)] as const
			),
			atMs: elapsed(),
		};
		recording = { ...recording, response };
		transcript.head(response);
	}

	function read(bytes: Uint8Array) {
		const { bytes: masked, held } = bytesMask.push(bytes);
		transcript.push({ atMs: elapsed(), bytes: masked }, held);
	}

	function end(kind: End['kind'], message?: string) {
		const bodyEnd: End = {
			kind,
			atMs: elapsed(),
			...(message !== undefined && { message: clean(message) }),
			...(kind === 'stalled' && stallMs !== undefined && { stallMs }),
		};
		recording = { ...recording, end: bodyEnd };
		transcript.finish(bodyEnd);
	}

	function missing(): Pick<Recording, 'missing'> {
		const { frames, bytes } = transcript.letGo() ?? {};
		return frames ? { missing: { frames: frames.to - frames.from, bytes: bytes ?? 0 } } : {};
	}

	function recordable({ method, url, headers, body }: SentRequest): Recording['request'] {
		return {
			method,
			url: clean(url),
			headers: keptRequestHeaders(headers).map(([name, value]) => [name, clean(value)] as const),
			body: mask.json(body),
		};
	}

	function clean(text: string): string {
		return withoutURLSecrets(mask.text(text));
	}

	function elapsed(): number {
		lastMs = Math.max(lastMs, clock.now() - sentAtMs);
		return lastMs;
	}

	return {
		send,
		head,
		read,
		end,
		clean,
		textMask: () => createTextMask(() => mask),
		transcript: () => transcript,
		recording: (): Recording => ({ ...recording, reads: transcript.reads, ...missing() }),
	};
}

function secretsOf({ headers, url, body }: SentRequest): string[] {
	return secretsIn(headers, url, body && JSON.stringify(body));
}
