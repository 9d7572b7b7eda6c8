import { useEffect, useRef, useState } from 'react';
import { checkEndpoint } from '../../../check/index.ts';
import type { Report } from '../../../check/index.ts';
import { loadEngine } from '../../lazy.ts';
import { messageOf } from '../../parts/index.ts';
import type { PanelProps } from '../index.ts';

/** What stands on the panel: nothing yet, a report that grows, or why there is none. */
export interface CheckState {
	readonly isRunning: boolean;
	readonly report?: Report;
	readonly failure?: string;
}

/** One check at a time. It ends with the panel. */
export function useCheck({ settings, readRequest }: PanelProps) {
	const [state, setState] = useState<CheckState>({ isRunning: false });
	const running = useRef<AbortController>(undefined);
	useEffect(() => () => running.current?.abort(), []);

	async function start() {
		running.current?.abort();
		const controller = new AbortController();
		running.current = controller;
		const isCurrent = () => running.current === controller;
		const show = (shown: CheckState) => {
			if (isCurrent()) setState(shown);
		};
		show({ isRunning: true });
		const request = await readRequest();
		if (request === undefined) {
			show({ isRunning: false, failure: 'Nothing was sent: see what the form says above.' });
			return;
		}
		try {
			const engine = await loadEngine();
			const { baseURL, apiKey, keyHeader, body } = request;
			const report = await checkEndpoint({
				request: { baseURL, apiKey, keyHeader, model: String(body.model) },
				...engine.transportFor(settings.sendTo),
				signal: controller.signal,
				preflight: settings.sendTo === 'demo' ? 'ours' : 'browser',
				isReachable: () => isReachable(baseURL),
				onProgress: (growing) => show({ isRunning: true, report: growing }),
			});
			show({ isRunning: false, report });
		} catch (error) {
			show({ isRunning: false, failure: messageOf(error) });
		}
	}

	return { ...state, start, stop: () => running.current?.abort() };
}

/** Asks without a key, and is told nothing of the answer but that there was one. */
async function isReachable(baseURL: string): Promise<boolean> {
	try {
		await fetch(`${baseURL}/models`, { mode: 'no-cors', credentials: 'omit' });
		return true;
	} catch {
		return false; // No answer: that is what was asked.
	}
}
