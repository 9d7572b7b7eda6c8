import { late } from '../../late.ts';
import { latePart } from '../../parts/index.ts';
import { DEFAULT_SETTINGS, readSettings } from '../../state/index.ts';
import '../../playground.css';
import '../../parts/parts.css';
import './beside.css';
import './alone.css';

// Lazy, so that a page with only a playground does not fetch it.
const loadBeside = late('The two runs', () => import('./Beside.tsx'));
const Beside = latePart(
	async () => (await loadBeside()).Beside,
	() => undefined
);

interface Props {
	/** What is asked of the demo API. */
	message?: string | undefined;
}

/** Streaming beside not streaming, outside the playground. Uses the demo API, so it needs no key. */
export function StreamingBeside({ message = DEFAULT_SETTINGS.message }: Props) {
	return (
		<div className="pg pg-alone not-content">
			<p className="pg-asked">
				<span>Sent to the demo API:</span> {message}
			</p>
			<Beside
				sendTo="demo"
				readRequest={async () => readSettings({ ...DEFAULT_SETTINGS, message }, '').request}
			/>
		</div>
	);
}
