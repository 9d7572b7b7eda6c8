import { lazy, Suspense } from 'react';
import { DEFAULT_SETTINGS, readSettings } from '../../state/index.ts';
import '../../playground.css';
import '../../parts/parts.css';
import './beside.css';

// Lazy, so that a page with only a playground does not fetch it.
const Beside = lazy(async () => ({ default: (await import('./Beside.tsx')).Beside }));

interface Props {
	/** What is asked of the demo API. */
	message?: string | undefined;
}

/** Streaming beside not streaming, outside the playground. Uses the demo API, so it needs no key. */
export function StreamingBeside({ message = DEFAULT_SETTINGS.message }: Props) {
	return (
		<div className="pg pg-alone not-content">
			<p className="pg-asked">
				<span>Asked of the demo API:</span> {message}
			</p>
			<Suspense>
				<Beside
					sendTo="demo"
					readRequest={async () => readSettings({ ...DEFAULT_SETTINGS, message }, '').request}
				/>
			</Suspense>
		</div>
	);
}
