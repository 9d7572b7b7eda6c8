/**
 * The reader's settings from one visit to the next.
 *
 * In      A `Storage`, or none: private windows and strict settings refuse it, and then nothing is kept.
 * Out     What was kept, as far as it can be read; junk is left out field by field.
 * Never   The key, the messages, the tools and the response format. A value with the key in it, or that looks like one
 *         pasted into the wrong box, is not kept either; nor is an invalid address.
 */
import { isSmoothMode } from './display.ts';
import type { Display } from './display.ts';
import { hasKey } from './misplaced-key.ts';
import type { Box } from './misplaced-key.ts';
import { isProtocol } from './protocols.ts';
import { readBaseURL } from './settings.ts';
import type { Settings } from './settings.ts';

export type SavedSettings = Omit<Settings, 'message' | 'system' | 'tools' | 'responseFormat'>;

export type Saved = SavedSettings & Display;

export const STORAGE_KEY = 'streaming-playground';
const VERSION = 1;
const LONGEST = 300;

const isText = (value: unknown): value is string =>
	typeof value === 'string' && value.length <= LONGEST;

const isTextFor =
	(box: Box) =>
	(value: unknown): value is string =>
		isText(value) && !hasKey(box, value);

const checks: { [Name in keyof Saved]-?: (value: unknown) => boolean } = {
	sendTo: (value) => value === 'demo' || value === 'endpoint',
	fault: isTextFor('fault'),
	baseURL: (value) => isText(value) && 'value' in readBaseURL(value),
	model: isTextFor('model'),
	protocol: isProtocol,
	temperature: isTextFor('temperature'),
	maxTokens: isTextFor('maxTokens'),
	keyHeader: (value) => value === undefined || value === 'x-api-key',
	view: (value) => value === 'markdown' || value === 'plain',
	smooth: isSmoothMode,
	singleKeys: (value) => typeof value === 'boolean',
};

const isName = (name: string): name is keyof Saved => Object.hasOwn(checks, name);

/** The browser's storage, if it is available. */
export function findStorage(): Storage | undefined {
	try {
		return localStorage;
	} catch {
		// Refused: nothing is kept.
		return undefined;
	}
}

export function readSaved(storage: Storage | undefined): Partial<Saved> {
	try {
		const kept: unknown = JSON.parse(storage?.getItem(STORAGE_KEY) ?? '{}');
		if (typeof kept !== 'object' || kept === null) return {};
		return 'version' in kept && kept.version === VERSION ? valid(kept) : {};
	} catch {
		// Not JSON: another program's, or damaged.
		return {};
	}
}

/** Adds what has changed to what is kept. Other fields of `part` are not looked at. */
export function save(storage: Storage | undefined, part: object, key: string): void {
	const secret = key.trim();
	const safe = Object.entries(part).filter(
		([, value]) => secret === '' || !String(value).includes(secret)
	);
	const kept = { version: VERSION, ...readSaved(storage), ...valid(Object.fromEntries(safe)) };
	try {
		storage?.setItem(STORAGE_KEY, JSON.stringify(kept));
	} catch {
		// Full, or refused: the settings last as long as the page.
	}
}

export function forget(storage: Storage | undefined): void {
	try {
		storage?.removeItem(STORAGE_KEY);
	} catch {
		// Refused: so nothing was kept.
	}
}

function valid(data: object): Partial<Saved> {
	return Object.fromEntries(
		Object.entries(data).filter(([name, value]) => isName(name) && checks[name](value))
	);
}
