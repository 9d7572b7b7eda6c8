import type { Recording } from './types.ts';

export function exportSSE(_recording: Recording): Uint8Array {
	throw new Error('exportSSE() is being written.');
}

export function exportHAR(_recording: Recording): string {
	throw new Error('exportHAR() is being written.');
}
