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
import { findStorage, forget, readSaved, save } from './saved.ts';
import type { Saved } from './saved.ts';
import { DEFAULT_SETTINGS, readSettings } from './settings.ts';
import type { Problem, Settings } from './settings.ts';
import { readOnly } from './store.ts';
import type { ReadonlyStore } from './store.ts';

export interface FormState {
	readonly settings: Settings;
	readonly display: Display;
	/** One a field at most. */
	readonly problems: readonly Problem[];
	/** What a link put into the form, or what was wrong with it, until the reader has dismissed that. */
	readonly opened: OpenedLink | undefined;
}

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
	change(part: Partial<Settings>): void;
	show(part: Partial<Display>): void;
	/** Takes over what was kept on an earlier visit. */
	restore(): void;
	/** Takes over what a link carries. */
	open(link: Decoded): void;
	dismiss(): void;
	/** Everything but the messages goes back to what it was at first, and nothing is kept. */
	forget(): void;
	/**
	 * What Run would send, with the key; `undefined` where the settings have problems, which then stand in
	 * the state.
	 */
	readRequest(): Promise<RunOptions['request'] | undefined>;
}

export function createForm(preset: Partial<Settings> = {}): Form {
	const presetSettings = { ...DEFAULT_SETTINGS, ...preset };
	const store = createStore<FormState>(() => ({
		settings: presetSettings,
		display: DEFAULT_DISPLAY,
		problems: [],
		opened: undefined,
	}));
	const { getState, setState } = store;
	const keyRef: Form['keyRef'] = { current: null };
	const key = () => keyRef.current?.value ?? '';

	// A page that brings a request of its own keeps no more of one than where requests go.
	const isPreset = Object.keys(preset).length > 0;
	const partToKeep = (part: Partial<Saved>) => (isPreset ? withoutRequest(part) : part);
	const remember = (part: Partial<Saved>) => save(findStorage(), partToKeep(part), key());

	return {
		...readOnly(store),
		keyRef,
		change(part) {
			setState({ settings: { ...getState().settings, ...part }, problems: [] });
			remember(part);
		},
		show(part) {
			setState({ display: { ...getState().display, ...part } });
			remember(part);
		},
		restore() {
			const { view, smooth, singleKeys, ...kept } = readSaved(findStorage());
			const { settings, display } = getState();
			setState({
				settings: { ...settings, ...partToKeep(kept) },
				display: {
					view: view ?? display.view,
					smooth: smooth ?? display.smooth,
					singleKeys: singleKeys ?? display.singleKeys,
				},
			});
		},
		open({ shared, problem }) {
			if (problem !== undefined) return setState({ opened: { problem } });
			const { settings, display } = getState();
			// A key that was typed for one address is not for another.
			if (keyRef.current && shared.settings.baseURL !== settings.baseURL) keyRef.current.value = '';
			setState({
				settings: shared.settings,
				display: { ...display, view: shared.view, smooth: shared.smooth },
				opened: { settings: shared.settings },
			});
		},
		dismiss: () => setState({ opened: undefined }),
		forget() {
			forget(findStorage());
			const { message, system } = getState().settings;
			setState({ settings: { ...presetSettings, message, system }, display: DEFAULT_DISPLAY });
		},
		async readRequest() {
			const { settings } = getState();
			const { request, problems = [] } = readSettings(settings, key());
			const all = [...problems, ...(await readFault(settings))];
			setState({ problems: all });
			return all.length === 0 ? request : undefined;
		},
	};
}

/** The notice is about an address; where the reader has chosen another, it has nothing to say. */
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
