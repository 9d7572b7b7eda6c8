import type { ReactNode } from 'react';
import { Pulse } from './Pulse.tsx';
import { Scrubber } from './Scrubber.tsx';
import { Transport } from './Transport.tsx';
import { count } from '../format.ts';
import { useSteady } from '../parts/index.ts';
import { askedIn, shorten, usePlayground, useSession } from '../state/index.ts';
import type { SessionView } from '../state/index.ts';
import './timing.css';

/** The pulse, which becomes a scrubber once the run has ended, and the figures of the run. */
export function Timing() {
	const tapeOnScreen = usePlayground().session.tape();
	const view = useSession((state) => state);
	const { snapshot, isRunning, startedAt, tape } = view;
	const rate = useSteady(snapshot?.timing.rate, isRunning);

	return (
		<section className="pg-timing" aria-label="Timing">
			<div className="pg-track">
				<Pulse snapshot={view.whole ?? snapshot} {...{ isRunning, startedAt, tape }} />
				{tape && tapeOnScreen && snapshot && (
					<Scrubber view={tape} tape={tapeOnScreen} run={snapshot} />
				)}
			</div>
			<div className="pg-below-pulse">
				<Transport view={tape} tape={tapeOnScreen} caption={captionOf(view)} />
				<dl className="pg-figures">
					<Figure name="HTTP status">{snapshot?.recording.response?.status ?? '–'}</Figure>
					<Figure name={rate?.source === 'usage' ? 'Tokens/s' : 'Characters/s'}>
						{rate
							? Math.round(
									rate.source === 'usage' ? rate.tokensPerSecond : rate.charactersPerSecond
								).toLocaleString('en')
							: '–'}
					</Figure>
				</dl>
			</div>
		</section>
	);
}

/** Where the run on the screen comes from, unless the reader just ran it. */
function captionOf({ shown, title, recut, whole }: SessionView): string {
	if (whole?.letGo) return 'Too long to replay: some of its frames are no longer kept.';
	if (recut) return `Re-cut ${recut.way}: no network made these reads.`;
	if (shown === 'recording') return title === '' ? 'Recorded.' : `Recorded: ${title}`;
	if (shown === 'import') {
		const asked = whole && askedIn(whole.recording);
		const missing = whole?.recording.missing?.frames;
		return (
			`Imported ${title}.` +
			(asked === undefined ? '' : ` Its request: ${asked}.`) +
			(missing === undefined ? '' : ` It lacks ${count(missing, 'frame')} of the run.`)
		);
	}
	if (shown === 'kept') return `Kept ${shorten(title)}.`;
	return '';
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
	return (
		<div>
			<dt>{name}</dt> <dd>{children}</dd>
		</div>
	);
}
