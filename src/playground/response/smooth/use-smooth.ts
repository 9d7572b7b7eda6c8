import { useEffect, useEffectEvent, useState } from 'react';
import { useStore } from 'zustand/react';
import { createStore } from 'zustand/vanilla';
import { loadSmooth } from '../../lazy.ts';
import type { SmoothMode } from '../../state/index.ts';
import { atPaint, readOnly } from '../../state/index.ts';
import type { Pacer, TextState } from './pacer.ts';

/**
 * The part of a growing text to show now. This is all of it until smoothing has loaded, if loading fails,
 * and if the reader's system asks for reduced motion.
 */
export function useSmooth(text: string, state: TextState, mode: SmoothMode) {
	const [pacer, setPacer] = useState<Pacer>();
	const textNow = useEffectEvent(() => text);

	useEffect(() => {
		if (mode === 'off' || asksForLessMotion()) return undefined;
		let isActive = true;
		let created: Pacer | undefined;
		const start = async () => {
			// Without it the text is shown as it arrives.
			const loaded = await loadSmooth().catch(() => undefined);
			if (!isActive || !loaded) return;
			created = loaded.createPacer({
				smooth: loaded.smooth,
				by: mode,
				from: textNow(),
				now: () => performance.now(),
				schedulePaint: atPaint,
			});
			setPacer(created);
		};
		void start();
		return () => {
			isActive = false;
			created?.close();
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
