/**
 * Export of a run to a file, and import. Loaded on first use.
 *
 * Errors  `ImportProblem`, with what happened and what to do. Nothing has been imported then.
 */
import {
	exportHAR,
	exportSSE,
	isGzip,
	readImport,
	RecordingError,
	saveRecording,
} from '../../../run/index.ts';
import type { Imported, Recording } from '../../../run/index.ts';
import { formatBytes } from '../../format.ts';
import { READABLE_BYTES } from './use-import.ts';

export { endLastFrame } from '../../../run/index.ts';

export type Format = 'json' | 'sse' | 'har';

export interface SavedFile {
	readonly name: string;
	readonly content: Blob;
}

export function toFile(recording: Recording, title: string, format: Format): SavedFile {
	const name = fileNameOf(title);
	if (format === 'sse') {
		const body = exportSSE(recording);
		return { name: `${name}.sse`, content: new Blob([body], { type: 'text/event-stream' }) };
	}
	const text = format === 'har' ? exportHAR(recording) : saveRecording(recording);
	const content = new Blob([text], { type: 'application/json' });
	return { name: `${name}${format === 'har' ? '.har' : '.recording.json'}`, content };
}

/** Letters and digits of any script, joined by hyphens, which every file system accepts. */
export function fileNameOf(title: string): string {
	const plain = title.replace(/(\.recording)?\.(json|sse|har|txt)$/i, '').toLowerCase();
	const words = plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? ['run'];
	return Array.from(words.join('-')).slice(0, 60).join('');
}

/** Starts a download of the file. */
export function save({ name, content }: SavedFile): void {
	const url = URL.createObjectURL(content);
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	// Not immediately: Safari starts the download after this task.
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export class ImportProblem extends Error {
	// A literal, not `new.target.name`: the production build shortens class names.
	override readonly name = 'ImportProblem';
	readonly hint: string;

	constructor(message: string, hint: string, options?: ErrorOptions) {
		super(message, options);
		this.hint = hint;
	}
}

export async function fromFile(file: File, choice?: number): Promise<Imported> {
	if (file.size > READABLE_BYTES) {
		throw new ImportProblem(
			`“${file.name}” has ${formatBytes(file.size)}; the most that is read here is ${formatBytes(READABLE_BYTES)}.`,
			'Save a HAR with the one request only, or cut the file.'
		);
	}
	const bytes = await file.arrayBuffer().catch((cause: unknown) => {
		throw new ImportProblem(
			`“${file.name}” could not be read: ${String(cause)}.`,
			'It may have been moved or changed meanwhile. Choose it again.',
			{ cause }
		);
	});
	const saved = new Uint8Array(bytes);
	if (!isGzip(saved)) return read(saved, file.name, choice);
	const imported = read(await unpacked(saved, file.name), file.name, choice);
	return { ...imported, repairs: ['It was compressed with gzip.', ...imported.repairs] };
}

export function fromText(text: string): Imported {
	return read(text, undefined);
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Uint8Array> {
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
	const pieces: Uint8Array<ArrayBuffer>[] = [];
	let length = 0;
	try {
		for (const reader = stream.getReader(); ;) {
			const { done, value } = await reader.read();
			if (done) break;
			length += value.length;
			// A small file may decompress to more than a page can hold.
			if (length > READABLE_BYTES) await reader.cancel();
			else pieces.push(value);
		}
	} catch (cause) {
		throw new ImportProblem(
			`“${name}” is compressed with gzip and cannot be unpacked: ${String(cause)}.`,
			'It may have been cut off in transit. Save it again.',
			{ cause }
		);
	}
	if (length > READABLE_BYTES) {
		throw new ImportProblem(
			`“${name}” unpacks to more than ${formatBytes(READABLE_BYTES)}, the most that is read here.`,
			'Save a HAR with the one request only, or cut the file.'
		);
	}
	return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function read(input: string | Uint8Array, name: string | undefined, choice?: number): Imported {
	if (input.length === 0) {
		throw new ImportProblem(
			name === undefined ? 'There is nothing in the box.' : `“${name}” is empty.`,
			'Choose an exported recording, a HAR, or a response that curl saved.'
		);
	}
	try {
		return readImport(input, {
			...(name !== undefined && { name }),
			...(choice !== undefined && { choice }),
		});
	} catch (cause) {
		if (!(cause instanceof RecordingError)) throw cause;
		throw new ImportProblem(cause.message, cause.hint, { cause });
	}
}
