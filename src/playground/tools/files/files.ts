/**
 * A run as a file, out and in. Loaded when the first file is.
 *
 * In      A recording and a format; or what a reader dropped, chose or pasted.
 * Out     A file to save; or a recording.
 * Errors  `ImportProblem`: a sentence, and what to do. Nothing of such a file has been taken.
 */
import {
	exportHAR,
	exportSSE,
	importRecording,
	RecordingError,
	saveRecording,
} from '../../../run/index.ts';
import type { Recording } from '../../../run/index.ts';
import { formatBytes } from '../../format.ts';
import { readableBytes } from './use-import.ts';

export type Format = 'json' | 'sse' | 'har';

export interface SavedFile {
	readonly name: string;
	readonly content: Blob;
}

export function toFile(recording: Recording, title: string, format: Format): SavedFile {
	const name = fileNameOf(title);
	if (format === 'sse') {
		const body = exportSSE(recording) as Uint8Array<ArrayBuffer>;
		return { name: `${name}.sse`, content: new Blob([body], { type: 'text/event-stream' }) };
	}
	const text = format === 'har' ? exportHAR(recording) : saveRecording(recording);
	const content = new Blob([text], { type: 'application/json' });
	return { name: `${name}${format === 'har' ? '.har' : '.recording.json'}`, content };
}

/** Letters and digits of any script, joined: what every file system takes. */
export function fileNameOf(title: string): string {
	const plain = title.replace(/(\.recording)?\.(json|sse|har|txt)$/i, '').toLowerCase();
	const words = plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? ['run'];
	return Array.from(words.join('-')).slice(0, 60).join('');
}

/** Offers it as the browser offers any download. */
export function save({ name, content }: SavedFile): void {
	const url = URL.createObjectURL(content);
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	// Not at once: Safari starts the download after this task.
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

export async function fromFile(file: File): Promise<Recording> {
	if (file.size > readableBytes) {
		throw new ImportProblem(
			`“${file.name}” has ${formatBytes(file.size)}; the most that is read here is ${formatBytes(readableBytes)}.`,
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
	return read(new Uint8Array(bytes), file.name);
}

export function fromText(text: string): Recording {
	return read(text, undefined);
}

/**
 * What is copied from a terminal or a page often lacks the blank line after its last frame, which a client
 * would wait for. It is added where the last line is whole; a line that breaks off stays as it is.
 */
export function endLastFrame(text: string): string {
	if (text.replaceAll(/\r\n?/g, '\n').endsWith('\n\n')) return text;
	const pasted = text.trimEnd();
	const data = /(?:^|[\r\n])data: ?([^\r\n]*)$/.exec(pasted)?.[1];
	return data !== undefined && (data === '[DONE]' || isJSON(data)) ? `${pasted}\n\n` : text;
}

function isJSON(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

function read(input: string | Uint8Array, name: string | undefined): Recording {
	if (input.length === 0) {
		throw new ImportProblem(
			name === undefined ? 'There is nothing in the box.' : `“${name}” is empty.`,
			'Take an exported recording, a HAR, or a response that curl saved.'
		);
	}
	try {
		return importRecording(input, name === undefined ? {} : { name });
	} catch (cause) {
		if (!(cause instanceof RecordingError)) throw cause;
		throw new ImportProblem(cause.message, cause.hint, { cause });
	}
}
