import type { Recording } from './types.ts';

export function saveRecording(_recording: Recording): string {
	throw new Error('saveRecording() is being written.');
}

export function loadRecording(_text: string): Recording {
	throw new Error('loadRecording() is being written.');
}
