import { useEffect, useEffectEvent, useState } from 'react';
import { useStore } from 'zustand/react';
import { createStore } from 'zustand/vanilla';
import { loadSmooth } from '../../lazy.ts';
import { messageOf } from '../../parts/index.ts';
import type { SmoothMode } from '../../state/index.ts';
import { atPaint, readOnly } from '../../state/index.ts';
import type { Pacer, TextState } from './pacer.ts';

/**
 * The part of a growing text to show now. This is all of it until smoothing has loaded, if loading fails,
 * and if the reader's system asks for reduced motion.
 */
export function useSmooth(text: string, state: TextState, mode: SmoothMode) {
	const [pacer, setPacer] = useState<Pacer>();
	// Set where its code did not load: the text then comes as it comes.
	const [failure, setFailure] = useState<string>();
	const [load, setLoad] = useState(() => loadSmooth);
	const textNow = useEffectEvent(() => text);

	useEffect(() => {
		if (mode === 'off' || asksForLessMotion()) return undefined;
		let isActive = true;
		let created: Pacer | undefined;
		const start = async () => {
			const loaded = await load().catch((error: unknown) => messageOf(error));
			if (!isActive) return;
			setFailure(typeof loaded === 'string' ? loaded : undefined);
			if (typeof loaded === 'string') return;
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
			setFailure(undefined);
		};
	}, [mode, load]);

	useEffect(() => pacer?.push(text, state), [pacer, text, state]);

	// Another function, so that the effect runs anew.
	const again = () => setLoad(() => () => loadSmooth());
	return { text: useStore(pacer ?? unpaced) ?? text, pacer, failure, again };
}

export function asksForLessMotion(): boolean {
	return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

const unpaced = readOnly(createStore(() => undefined));
