/**
 * Remarks on the bursts and stalls of a run: what its times say about the path from model to page. The
 * longest silences come first, three of each kind at most.
 */
import type { Timing } from '../../chat/index.ts';
import { count, formatMs } from '../format.ts';

/** More would only repeat the point. */
const MOST = 3;

export function remarksOn({ bursts, stalls }: Pick<Timing, 'bursts' | 'stalls'>): string[] {
	return [...burstRemarks(bursts), ...stallRemarks(stalls)];
}

function burstRemarks(bursts: Timing['bursts']): string[] {
	if (bursts.length === 0) return [];
	const worst = bursts.toSorted((a, b) => b.silenceMs - a.silenceMs).slice(0, MOST);
	const each = worst.map(
		({ frames, readIndex, silenceMs }) =>
			`${count(frames, 'frame')} in read ${readIndex + 1} after ${formatMs(silenceMs)}`
	);
	const more = bursts.length > MOST ? `, and ${bursts.length - MOST} more like it` : '';
	return [
		`${list(each)}${more}: something between you and the model buffers, or this machine was busy.`,
	];
}

function stallRemarks(stalls: Timing['stalls']): string[] {
	const worst = stalls.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, MOST);
	if (worst.length === 0) return [];
	const each = worst.map(
		(stall) => `${formatMs(lengthOf(stall))} from ${formatMs(stall.fromMs)} on`
	);
	const more = stalls.length > MOST ? `, and ${stalls.length - MOST} more` : '';
	return [`No frame arrived for ${list(each)}${more}.`];
}

function lengthOf(stall: Timing['stalls'][number]): number {
	return stall.toMs - stall.fromMs;
}

function list(parts: readonly string[]): string {
	return new Intl.ListFormat('en', { type: 'conjunction' }).format(parts);
}
