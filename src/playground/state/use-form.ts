import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';
import { defaultSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import type { OpenedLink } from '../share/LinkNotice.tsx';
import { findStorage, forget, readSaved, save } from '../share/saved.ts';
import type { Saved } from '../share/saved.ts';
import { useRunLink } from '../share/use-run-link.ts';

/** How the page shows things, as the reader likes it. */
export type Display = Pick<Saved, 'view' | 'smooth' | 'singleKeys'>;

const defaultDisplay: Display = { view: 'markdown', smooth: 'off', singleKeys: true };

type Preset = Partial<Settings> | undefined;

/**
 * What the form holds and how things are shown: at first the page's own preset, then what the reader chose
 * on an earlier visit, what a link brings, and what the reader changes now, which alone is kept.
 */
export function useForm(preset: Preset, keyRef: RefObject<HTMLInputElement | null>) {
	const [settings, setSettings] = useState<Settings>({ ...defaultSettings, ...preset });
	const [display, setDisplay] = useState(defaultDisplay);
	const [opened, setOpened] = useState<OpenedLink>();

	// The server drew the defaults. Before `RequestForm` does again what was typed until now.
	useLayoutEffect(() => {
		const restore = () => {
			const { view, smooth, singleKeys, ...form } = readSaved(findStorage());
			setSettings((was) => ({ ...was, ...partToKeep(form, preset) }));
			setDisplay((was) => ({
				view: view ?? was.view,
				smooth: smooth ?? was.smooth,
				singleKeys: singleKeys ?? was.singleKeys,
			}));
		};
		restore();
	}, [preset]);

	useRunLink(({ shared, problem }) => {
		if (problem !== undefined) {
			setOpened({ problem });
			return;
		}
		// A key that was typed for one address is not for another.
		if (keyRef.current && shared.settings.baseURL !== settings.baseURL) keyRef.current.value = '';
		setSettings(shared.settings);
		setDisplay((was) => ({ ...was, view: shared.view, smooth: shared.smooth }));
		setOpened({ settings: shared.settings });
	});

	const remember = (part: Partial<Saved>) =>
		save(findStorage(), partToKeep(part, preset), keyRef.current?.value ?? '');

	return {
		settings,
		change(part: Partial<Settings>) {
			setSettings((was) => ({ ...was, ...part }));
			remember(part);
		},
		display,
		show(part: Partial<Display>) {
			setDisplay((was) => ({ ...was, ...part }));
			remember(part);
		},
		forget() {
			forget(findStorage());
			setSettings(({ message, system }) => ({ ...defaultSettings, ...preset, message, system }));
			setDisplay(defaultDisplay);
		},
		opened: opened && isAbout(opened, settings) ? opened : undefined,
		dismiss: () => setOpened(undefined),
	};
}

/** The notice is about an address; where the reader has chosen another, it has nothing to say. */
function isAbout(opened: OpenedLink, { sendTo, baseURL }: Settings): boolean {
	if (!opened.settings) return true;
	return opened.settings.sendTo === sendTo && opened.settings.baseURL === baseURL;
}

/** A page that brings a request of its own keeps no more of one than where requests go. */
function partToKeep(part: Partial<Saved>, preset: Preset): Partial<Saved> {
	if (preset === undefined || Object.keys(preset).length === 0) return part;
	const { sendTo: _to, fault: _fault, temperature: _t, maxTokens: _max, ...kept } = part;
	return kept;
}
