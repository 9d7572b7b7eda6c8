import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import type { Snapshot } from '../run/index.ts';
import { formatBytes, formatMs } from './format.ts';
import { Pulse } from './Pulse.tsx';

interface Props {
	snapshot: Snapshot | undefined;
	isRunning: boolean;
	/** `performance.now()` of the click. */
	startedAt: number;
}

/** The pulse, and the run in figures. */
export function Timing({ snapshot, isRunning, startedAt }: Props) {
	const timing = snapshot?.timing;
	const response = snapshot?.recording.response;
	const rate = timing?.rate;
	// Until the first byte there is nothing to time, so the clock itself is the news.
	const isWaiting = isRunning && timing?.firstByteMs === undefined;

	return (
		<section className="pg-timing" aria-label="Timing">
			<Pulse snapshot={snapshot} isRunning={isRunning} />
			<dl className="pg-figures">
				<Figure name="HTTP status">{response?.status ?? '–'}</Figure>
				<Figure name="First byte">
					{isWaiting ? <Elapsed since={startedAt} /> : formatMs(timing?.firstByteMs)}
				</Figure>
				<Figure name="First text" tone="text">
					{formatMs(timing?.firstTextMs)}
				</Figure>
				<Figure name="Frames">{(timing?.frames ?? 0).toLocaleString('en')}</Figure>
				<Figure name="Bytes">{formatBytes(timing?.bytes ?? 0)}</Figure>
				<Figure name={rate?.source === 'usage' ? 'Tokens/s' : 'Characters/s'}>
					{rate
						? Math.round(
								rate.source === 'usage' ? rate.tokensPerSecond : rate.charactersPerSecond
							).toLocaleString('en')
						: '–'}
				</Figure>
				<Figure name={isRunning ? 'So far' : 'Total'}>
					{isRunning ? <Elapsed since={startedAt} /> : formatMs(timing?.endMs)}
				</Figure>
			</dl>
		</section>
	);
}

function Figure({ name, tone, children }: { name: string; tone?: 'text'; children: ReactNode }) {
	return (
		<div>
			<dt>{name}</dt>
			<dd data-tone={tone}>{children}</dd>
		</div>
	);
}

/** A clock that counts from the click. It writes the page itself: no render a tick. */
function Elapsed({ since }: { since: number }) {
	const ref = useRef<HTMLSpanElement>(null);
	useEffect(() => {
		let request = 0;
		const tick = () => {
			if (ref.current) ref.current.textContent = formatMs(performance.now() - since);
			request = requestAnimationFrame(tick);
		};
		tick();
		return () => cancelAnimationFrame(request);
	}, [since]);
	return <span ref={ref} />;
}
