/**
 * Turns timed reads into everything a view shows: frames, their meanings, the message, timing, outcome.
 * A live run, a replay and a loaded recording all go through here.
 *
 * Out     `reads`, `frames` and `meanings` are append-only, but for what is let go past the limits (keeper.ts). After a frame over the decoder's limit no more
 *         frames are decoded, and the outcome says so.
 * Cost    Beyond the reads' own bytes, about 0.75 kB for a frame of 180 bytes (mostly its chunk) and
 *         0.25 kB a read; measured in `tests/unit/run/memory.test.ts`. Reading the figures is constant time.
 */
import { FrameTooLongError, createFrameDecoder, type Frame } from '../sse/index.ts';
import {
	addChunk,
	createMessage,
	createMeter,
	judge,
	type Evidence,
	type ForeignProtocol,
	type Meaning,
	type Message,
	type Outcome,
	type Timing,
} from '../chat/index.ts';
import {
	createReader,
	PROTOCOL_TABLE,
	readUnstreamed,
	recognise,
	type Protocol,
} from '../protocols/index.ts';
import { createArrivals, type Arrivals } from './arrivals.ts';
import { createBodyKind } from './body-kind.ts';
import { concat, decode as decodeText, firstBytes } from './bytes.ts';
import { createKeeper } from './keeper.ts';
import type { RunLimits } from './limits.ts';
import type { KeyHeader } from './secrets/index.ts';
import type { End, LetGo, Read, Recording } from './types.ts';

export interface Transcript {
	head(response: NonNullable<Recording['response']>): void;
	/** `held`: how many of the last bytes, across reads, may still be masked and must not be decoded yet. */
	push(read: Read, held?: number): void;
	finish(end: End): void;
	readonly reads: readonly Read[];
	readonly frames: readonly Frame[];
	readonly meanings: readonly Meaning[];
	readonly arrivals: Arrivals;
	readonly message: Message;
	/** The answer in a body that is one JSON object, once it has ended: no frame brought any of it. */
	unstreamed(): Message | undefined;
	/** Chat until frames of another protocol come, where the address does not say. */
	protocol(): Protocol;
	/** What the first so many reads brought as text, up to a megabyte. */
	bodyStart(count?: number): string;
	/** The bytes after the last frame, once the body has ended. */
	rest(): Uint8Array;
	/** What was read and is no longer kept; `undefined` while all is there. */
	letGo(): LetGo | undefined;
	/** The end mark, such as `[DONE]`, or an error has arrived: a client has no reason to read on. */
	isSettled(): boolean;
	timing(): Timing;
	/** The evidence and the verdict on it; `undefined` before `finish`. */
	verdict(): { readonly evidence: Evidence; readonly outcome: Outcome } | undefined;
}

/** How much of a body `judge` may read. JSON must be read whole; the longest answers have about 100 kB. */
const SAMPLE_BYTES = 1024 * 1024;

/** The same for the bytes after the last frame. */
const REST_BYTES = 64 * 1024;

/** A pasted stream has no head. It is judged as if it had come with the usual one. */
const UNKNOWN_HEAD = { status: 200, statusText: '', headers: [] };

const UNLIMITED: RunLimits = { frames: Infinity, bytes: Infinity };

/**
 * @param keyHeader Where the key stood, if not in `Authorization`.
 * @param limits How much is kept. A recording that is loaded is in memory anyway, and can be replayed whole.
 */
export function createTranscript(
	{ request, startedAt }: Partial<Pick<Recording, 'request' | 'startedAt'>> = {},
	keyHeader?: KeyHeader,
	limits: RunLimits = UNLIMITED
): Transcript {
	// Reads are kept, and what was handed to the decoder is never written again.
	const decoder = createFrameDecoder({ shareReads: true });
	const meter = createMeter();
	const reader = createReader(request?.url);
	const message = createMessage();
	const reads: Read[] = [];
	const frames: Frame[] = [];
	const meanings: Meaning[] = [];
	const arrivals = createArrivals();
	const keeper = createKeeper({ reads, frames, meanings, arrivals }, limits);
	let response: Recording['response'];
	let bodyKind = createBodyKind(undefined);
	let bodyBytes = 0;
	// Not decoded yet: bytes that may still be masked, or all of them until the body is known to be a stream.
	let pending: Uint8Array[] = [];
	let frameTooLong: FrameTooLongError | undefined;
	let isSettled = false;
	let rest: Uint8Array = new Uint8Array();
	let unstreamed: Message | undefined;
	let verdict: ReturnType<Transcript['verdict']>;

	function head(received: NonNullable<Recording['response']>) {
		response = received;
		bodyKind = createBodyKind(received);
		meter.head(received.atMs);
	}

	function push(read: Read, held = 0) {
		const { atMs, bytes } = read;
		const before = frames.length;
		bodyKind.push(bytes);
		const bringsFrames = bodyKind.kind() !== 'document' && frameTooLong === undefined;
		reads.push(bringsFrames ? read : keeper.withoutFrames(read));
		arrivals.read(bytes.length);
		bodyBytes += bytes.length;
		pending.push(bytes);
		if (bodyKind.kind() === 'stream') decodePending(held);
		if (bodyKind.kind() === 'document') pending = [];
		meter.read(atMs, bytes.length, frames.length - before, message);
		keeper.trim();
	}

	function finish(end: End) {
		const before = frames.length;
		if (bodyKind.kind() === 'stream') {
			decodePending(0);
			decode(() => decoder.finish().frames);
		}
		pending = [];
		meter.end(end.atMs, frames.length - before, message);
		const n = request?.body?.['n'];
		rest = restFrom(frames.at(-1)?.end ?? 0);
		let bodyText: string | undefined;
		let protocol: { readonly found: ForeignProtocol | undefined } | undefined;
		const evidence: Evidence = {
			response: response ?? (bodyBytes > 0 ? UNKNOWN_HEAD : undefined),
			end,
			meanings,
			message,
			bodyBytes,
			restBytes: rest.length,
			// Lazy: only needed for a body that is not a stream.
			get bodyText() {
				if (bodyBytes > 0) bodyText ??= bodyStart();
				return bodyText;
			},
			// The start of an unfinished frame is enough to tell what it is.
			restText: decodeText(rest.subarray(0, REST_BYTES)),
			terms: PROTOCOL_TABLE[reader.protocol()].terms,
			get protocol() {
				const type = response?.headers.find(([name]) => name.toLowerCase() === 'content-type');
				protocol ??= { found: recognise(frames, evidence.bodyText ?? '', type?.[1]) };
				return protocol.found;
			},
			requestBody: request?.body,
			frameTooLong,
			choicesAsked: typeof n === 'number' ? n : undefined,
			stallMs: end.stallMs,
			url: request?.url,
			keyHeader,
			receivedAtMs: sum(startedAt && Date.parse(startedAt), response?.atMs),
		};
		const outcome = judge(evidence);
		verdict = { evidence, outcome };
		const mayBeWhole = !meanings.some(({ kind }) => kind === 'chunk');
		if (mayBeWhole && outcome.kind !== 'http-error') {
			unstreamed = readUnstreamed(evidence.bodyText ?? '');
		}
	}

	/** The body's start as text. */
	function bodyStart(count = reads.length): string {
		return decodeText(firstBytes(reads.slice(0, count), SAMPLE_BYTES));
	}

	/** The body from `offset` on. Walks backwards, because `offset` is nearly always close to the end. */
	function restFrom(offset: number): Uint8Array {
		const pieces: Uint8Array[] = [];
		for (let read = reads.length - 1; read >= 0; read--) {
			const { bytes = new Uint8Array() } = reads[read] ?? {};
			// Its start may have been let go.
			const start = arrivals.startOf(read + 1) - bytes.length;
			pieces.push(bytes.subarray(Math.max(0, offset - start)));
			if (start <= offset) break;
		}
		return concat(pieces.toReversed());
	}

	/** Decodes all but the last `held` bytes. */
	function decodePending(held: number) {
		const pieces = pending;
		let left = pieces.reduce((total, piece) => total + piece.length, -held);
		pending = [];
		for (const piece of pieces) {
			const ready = piece.subarray(0, Math.max(0, left));
			if (ready.length > 0) decode(() => decoder.push(ready));
			if (ready.length < piece.length) pending.push(piece.subarray(ready.length));
			left -= piece.length;
		}
	}

	function decode(step: () => readonly Frame[]) {
		if (frameTooLong !== undefined) return;
		try {
			append(step());
		} catch (error) {
			if (!(error instanceof FrameTooLongError)) throw error;
			frameTooLong = error;
		}
	}

	function append(completed: readonly Frame[]) {
		for (const frame of completed) {
			const meaning = reader.read(frame);
			arrivals.frame(frame);
			frames.push(frame);
			meanings.push(meaning);
			addChunk(message, meaning);
			if (message.doneFrameIndex !== undefined || meaning.kind === 'api-error') isSettled = true;
		}
	}

	return {
		head,
		push,
		finish,
		reads,
		frames,
		meanings,
		arrivals,
		message,
		unstreamed: () => unstreamed,
		protocol: reader.protocol,
		bodyStart,
		rest: () => rest,
		letGo: keeper.letGo,
		isSettled: () => isSettled,
		timing: () => meter.timing(),
		verdict: () => verdict,
	};
}

function sum(a: number | '' | undefined, b: number | undefined): number | undefined {
	return typeof a === 'number' && Number.isFinite(a) && b !== undefined ? a + b : undefined;
}
