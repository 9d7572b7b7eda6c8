import { useEffect, useEffectEvent, useState } from 'react';
import { useStore } from 'zustand/react';
import { createStore } from 'zustand/vanilla';
import { loadSmooth } from '../../lazy.ts';
import type { SmoothMode } from '../../state/index.ts';
import { atPaint, readOnly } from '../../state/index.ts';
import type { Pacer, TextState } from './pacer.ts';

/**
 * So much of a growing text as is to be shown now. All of it, until smoothing has loaded, where it
 * cannot be loaded, and where the reader's system asks for less motion.
 */
export function useSmooth(text: string, state: TextState, mode: SmoothMode) {
	const [pacer, setPacer] = useState<Pacer>();
	const textNow = useEffectEvent(() => text);

	useEffect(() => {
		if (mode === 'off' || asksForLessMotion()) return undefined;
		let isWanted = true;
		let made: Pacer | undefined;
		const start = async () => {
			// Where it does not load, the text comes as it comes.
			const loaded = await loadSmooth().catch(() => undefined);
			if (!isWanted || !loaded) return;
			made = loaded.createPacer({
				smooth: loaded.smooth,
				by: mode,
				from: textNow(),
				now: () => performance.now(),
				schedulePaint: atPaint,
			});
			setPacer(made);
		};
		void start();
		return () => {
			isWanted = false;
			made?.close();
			setPacer(undefined);
		};
	}, [mode]);

	useEffect(() => pacer?.push(text, state), [pacer, text, state]);

	return { text: useStore(pacer ?? unpaced) ?? text, pacer };
}

export function asksForLessMotion(): boolean {
	return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

const unpaced = readOnly(createStore(() => undefined));
