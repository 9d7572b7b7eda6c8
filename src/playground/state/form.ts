/**
 * The form's state: what it holds, how things are shown, and what is wrong with it.
 *
 * At first that is the page's own preset; then what the reader chose on an earlier visit; then what a link
 * brings, and what the reader changes, which alone is kept for the next visit. The key is not part of it:
 * it stands in its input, is read from there when a request is made, and is copied nowhere.
 */
import type { RefObject } from 'react';
import { createStore } from 'zustand/vanilla';
import type { RunOptions } from '../../run/index.ts';
import { loadEngine } from '../lazy.ts';
import { DEFAULT_DISPLAY } from './display.ts';
import type { Display } from './display.ts';
import { createKeyHolder } from './key-holder.ts';
import type { KeyClock, KeyHolder } from './key-holder.ts';
import { takeKey } from './misplaced-key.ts';
import type { Box, Meant } from './misplaced-key.ts';
import { findStorage, forget, readSaved, save } from './saved.ts';
import type { Saved } from './saved.ts';
import { DEFAULT_SETTINGS, readBaseURL, readSettings } from './settings.ts';
import type { Problem, Settings } from './settings.ts';
import { readOnly } from './store.ts';
import type { ReadonlyStore } from './store.ts';

export interface FormState {
	readonly settings: Settings;
	readonly display: Display;
	/** At most one for each field. */
	readonly problems: readonly Problem[];
	/** Who set the base URL. The page's own is known to the reader, as what they typed is. */
	readonly addressFrom: AddressSource;
	/** Why there is no key any more, until another is typed. */
	readonly keyGone: string | undefined;
	/** Texts with what looks like a key that the reader wants sent. */
	readonly meant: Meant;
	/** What a link put into the form, or what was wrong with it, until the reader has dismissed that. */
	readonly opened: OpenedLink | undefined;
}

export type AddressSource = 'page' | 'reader' | 'visit' | 'link';

export type OpenedLink =
	{ settings: Settings; problem?: never } | { problem: string; settings?: never };

/** What a link carries. */
export interface Shared extends Pick<Display, 'view' | 'smooth'> {
	readonly settings: Settings;
}

export type Decoded = { shared: Shared; problem?: never } | { problem: string; shared?: never };

export interface Form extends ReadonlyStore<FormState> {
	/** The input that holds the key. */
	readonly keyRef: RefObject<HTMLInputElement | null>;
	readonly key: KeyHolder;
	change(part: Partial<Settings>): void;
	show(part: Partial<Display>): void;
	/** Restores the settings of an earlier visit. */
	restore(): void;
	/** Applies the settings of a link. */
	open(link: Decoded): void;
	dismiss(): void;
	/** The reader confirms an address that somebody else set. */
	confirmAddress(): void;
	/** What the reader typed into the box of the key. */
	typedKey(): void;
	/** Moves a key from the wrong box into its own. */
	moveKey(box: Box): void;
	/** What looks like a key there is meant as text, until it is changed. */
	mean(box: Box): void;
	/** Resets everything but the messages, and forgets what was kept, the key included. */
	forget(): void;
	/**
	 * What Run would send, with the key; `undefined` where the settings have problems, which then stand in
	 * the state.
	 */
	readRequest(): Promise<RunOptions['request'] | undefined>;
}

export function createForm(preset: Partial<Settings> = {}, clock: KeyClock = realClock): Form {
	const presetSettings = { ...DEFAULT_SETTINGS, ...preset };
	const store = createStore<FormState>(() => ({
		settings: presetSettings,
		display: DEFAULT_DISPLAY,
		problems: [],
		addressFrom: 'page',
		keyGone: undefined,
		meant: {},
		opened: undefined,
	}));
	const { getState, setState } = store;
	const keyRef: Form['keyRef'] = { current: null };
	const key = createKeyHolder(keyRef, clock, (keyGone) => setState({ keyGone }));
	const origin = () => originOf(getState().settings.baseURL);

	/** Every change of settings goes through here, so that no key outlasts a change of address. */
	function setSettings(settings: Settings, from: AddressSource) {
		const before = getState();
		const isOther = settings.baseURL !== before.settings.baseURL;
		const isOwn = settings.baseURL === presetSettings.baseURL;
		setState({
			settings,
			...(isOther && { addressFrom: isOwn ? 'page' : from }),
		});
		if (originOf(before.settings.baseURL) !== origin()) key.follow(origin(), from === 'reader');
	}

	// A page with a request of its own keeps only where requests go.
	const isPreset = Object.keys(preset).length > 0;
	const partToKeep = (part: Partial<Saved>) => (isPreset ? withoutRequest(part) : part);
	const remember = (part: Partial<Saved>) => save(findStorage(), partToKeep(part), key.read());

	function change(part: Partial<Settings>) {
		setState({ problems: [] });
		setSettings({ ...getState().settings, ...part }, 'reader');
		remember(part);
	}

	return {
		...readOnly(store),
		keyRef,
		key,
		change,
		show(part) {
			setState({ display: { ...getState().display, ...part } });
			remember(part);
		},
		restore() {
			const { view, smooth, singleKeys, ...kept } = readSaved(findStorage());
			const { settings, display } = getState();
			setSettings({ ...settings, ...partToKeep(kept) }, 'visit');
			setState({
				display: {
					view: view ?? display.view,
					smooth: smooth ?? display.smooth,
					singleKeys: singleKeys ?? display.singleKeys,
				},
			});
		},
		open({ shared, problem }) {
			if (problem !== undefined) return setState({ opened: { problem } });
			const { display } = getState();
			setSettings(shared.settings, 'link');
			setState({
				display: { ...display, view: shared.view, smooth: shared.smooth },
				opened: { settings: shared.settings },
			});
		},
		dismiss: () => setState({ opened: undefined }),
		forget() {
			forget(findStorage());
			key.clear('The key was forgotten, too.');
			const { message, system } = getState().settings;
			setSettings({ ...presetSettings, message, system }, 'page');
			setState({ display: DEFAULT_DISPLAY });
		},
		confirmAddress() {
			setState(({ problems }) => ({
				addressFrom: 'reader',
				problems: problems.filter(({ field }) => field !== 'key'),
			}));
		},
		typedKey: () => key.typed(origin()),
		moveKey(box) {
			const { key: found, rest } = takeKey(getState().settings[box]);
			change({ [box]: rest, sendTo: 'endpoint' });
			key.write(found, origin());
		},
		mean(box) {
			setState(({ settings, meant, problems }) => ({
				meant: { ...meant, [box]: settings[box] },
				problems: problems.filter(({ field }) => field !== box),
			}));
		},
		async readRequest() {
			const { settings, meant } = getState();
			const { request, problems = [] } = readSettings(settings, key.read(), meant);
			const address = foreignAddress(getState());
			const unknown: Problem[] =
				address?.from === 'link' && key.read() !== ''
					? [
							{
								field: 'key',
								text: `Not sent yet: ${address.host} is from a link. Confirm it first.`,
							},
						]
					: [];
			if (settings.sendTo === 'endpoint') key.used(origin());
			const all = [...problems, ...unknown, ...(await readFault(settings))];
			setState({ problems: all });
			return all.length === 0 ? request : undefined;
		},
	};
}

/** An address that a request would go to, and that the reader neither typed nor confirmed. */
export function foreignAddress({ settings, addressFrom }: FormState) {
	const isKnown = addressFrom === 'page' || addressFrom === 'reader';
	if (settings.sendTo !== 'endpoint' || isKnown) return undefined;
	return { host: urlOf(settings.baseURL)?.host ?? settings.baseURL, from: addressFrom };
}

/** `URL.parse()` is newer than our baseline. */
export function urlOf(text: string): URL | undefined {
	const address = text.trim();
	return URL.canParse(address) ? new URL(address) : undefined;
}

function originOf(baseURL: string): string | undefined {
	const base = readBaseURL(baseURL);
	return 'value' in base ? new URL(base.value).origin : undefined;
}

const realClock: KeyClock = {
	now: () => Date.now(),
	setTimeout: (callback, ms) => setTimeout(callback, ms),
	// What `setTimeout` above gave.
	clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

/** The notice is about an address, and goes once the reader has chosen another. */
export function linkNotice({ opened, settings }: FormState): OpenedLink | undefined {
	if (!opened?.settings) return opened;
	const { sendTo, baseURL } = opened.settings;
	return sendTo === settings.sendTo && baseURL === settings.baseURL ? opened : undefined;
}

function withoutRequest(part: Partial<Saved>): Partial<Saved> {
	const { sendTo: _to, fault: _fault, temperature: _t, maxTokens: _max, ...kept } = part;
	return kept;
}

/** What is wrong with the fault that is asked for: the list of them comes with the engine. */
async function readFault({ sendTo, fault }: Settings): Promise<Problem[]> {
	if (sendTo !== 'demo' || fault.trim() === '') return [];
	const text = await loadEngine().then(
		(engine) => engine.problemWithFault(fault),
		// Then the run cannot start either, and says so.
		() => undefined
	);
	return text === undefined ? [] : [{ field: 'fault', text }];
}
