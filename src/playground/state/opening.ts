/** What stands in a playground whose fault was chosen for the reader, by a page or by a link. */
import { loadEngine } from '../lazy.ts';
import type { Opening } from './session.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { Settings } from './settings.ts';

/** `undefined` where no fault is asked for, or none that the demo has. */
export async function openingOn(part: Partial<Settings>): Promise<Opening | undefined> {
	const settings = { ...DEFAULT_SETTINGS, ...part };
	const fault = settings.fault.trim();
	if (settings.sendTo !== 'demo' || fault === '') return undefined;
	const { problemWithFault, rehearse } = await loadEngine();
	if (problemWithFault(fault) !== undefined) return undefined;
	const snapshot = await rehearse(settings);
	// The form says which fault.
	return snapshot && { shown: 'recording', title: '', snapshot };
}
