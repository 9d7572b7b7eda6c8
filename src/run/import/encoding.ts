/**
 * The text in a file's bytes: UTF-8, or UTF-16 with or without its mark.
 *
 * Errors  `RecordingError` for what has to be unpacked first.
 */
import { decode } from '../bytes.ts';
import { RecordingError } from '../errors.ts';

export interface Text {
	readonly text: string;
	/** As UTF-8; the very bytes given, where they were that. */
	readonly bytes: Uint8Array;
	readonly repairs: readonly string[];
}

export function isGzip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
}

export function readText(bytes: Uint8Array, name: string): Text {
	if (isGzip(bytes)) {
		throw new RecordingError('recording-unknown', {
			message: `${name} is compressed with gzip.`,
			hint: 'Unpack it first, for example with `gunzip`; `curl --compressed` unpacks what it saves.',
		});
	}
	const encoding = utf16(bytes);
	if (encoding === undefined) return { text: decode(bytes), bytes, repairs: [] };
	const text = new TextDecoder(encoding).decode(bytes);
	return {
		text,
		bytes: new TextEncoder().encode(text),
		repairs: ['It is UTF-16, and is shown as UTF-8, which an event stream has to be.'],
	};
}

/** By its mark; or by zeros in every other byte, as Latin letters have them. */
function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	const sample = bytes.subarray(0, 512);
	const zeros = [0, 0];
	for (const [at, byte] of sample.entries())
		if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
	const [even = 0, odd = 0] = zeros;
	const many = sample.length / 4;
	if (sample.length < 8) return undefined;
	if (odd > many && even === 0) return 'utf-16le';
	return even > many && odd === 0 ? 'utf-16be' : undefined;
}
