import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { formatBytes, formatMs } from '../format.ts';
import { Pulse } from './Pulse.tsx';
import { Scrubber } from './Scrubber.tsx';
import { Transport } from './Transport.tsx';
import { shorten, usePlayground, useSession } from '../state/index.ts';
import type { SessionView } from '../state/index.ts';
import './timing.css';

/** The pulse, which becomes a scrubber once the run has ended, and the figures of the run. */
export function Timing() {
	const tapeOnScreen = usePlayground().session.tape();
	const view = useSession((state) => state);
	const { snapshot, isRunning, startedAt, tape } = view;
	const timing = snapshot?.timing;
	const response = snapshot?.recording.response;
	const rate = timing?.rate;
	// Until the first byte there is nothing to measure, so a running clock is shown.
	const isWaiting = isRunning && timing?.firstByteMs === undefined;
	const isReplaying = tape !== undefined && !tape.isAtEnd;

	return (
		<section className="pg-timing" aria-label="Timing">
			<div className="pg-track">
				<Pulse snapshot={view.whole ?? snapshot} {...{ isRunning, startedAt, tape }} />
				{tape && tapeOnScreen && <Scrubber view={tape} tape={tapeOnScreen} />}
			</div>
			<Transport view={tape} tape={tapeOnScreen} caption={captionOf(view)} />
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
				<Figure name={isRunning || isReplaying ? 'So far' : 'Total'}>
					{isRunning ? (
						<Elapsed since={startedAt} />
					) : (
						formatMs(isReplaying ? tape.atMs : timing?.endMs)
					)}
				</Figure>
			</dl>
		</section>
	);
}

/** Where the run on the screen comes from, unless the reader just ran it. */
function captionOf({ shown, title, recut }: SessionView): string {
	if (recut) return `Re-cut ${recut.way}: no network made these reads.`;
	if (shown === 'recording') return `Recorded: ${title}`;
	if (shown === 'import') return `Imported: ${title}.`;
	if (shown === 'kept') return `Kept: ${shorten(title)}.`;
	return '';
}

function Figure({ name, tone, children }: { name: string; tone?: 'text'; children: ReactNode }) {
	return (
		<div>
			<dt>{name}</dt>
			<dd data-tone={tone}>{children}</dd>
		</div>
	);
}

/** A clock that counts from the click. It writes to the DOM directly, without a render per tick. */
export function Elapsed({ since }: { since: number }) {
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
