import { endingOf, SIGNS } from './endings.ts';
import { count } from '../format.ts';
import type { SessionView } from '../state/index.ts';
import { showRun } from './sight.ts';

/** The state of the run above, repeated next to the control that started it, with a button to go to it. */
export function RunEcho({ view }: { view: SessionView }) {
	const { isRunning, whole, snapshot } = view;
	const ended = isRunning ? undefined : whole;
	const outcome = ended?.outcome;
	if (!isRunning && !outcome) return null;
	const ending = ended && outcome && endingOf(outcome, ended.message);
	return (
		<p className="pg-echo" data-sign={ending?.sign}>
			{ending ? (
				<>
					<span className="pg-sign" aria-hidden="true">
						{SIGNS[ending.sign]}
					</span>{' '}
					<strong>{ending.title}.</strong> {outcome.reason}
				</>
			) : (
				`Running above: ${count(snapshot?.frames.length ?? 0, 'frame')} so far.`
			)}{' '}
			<button type="button" className="pg-link" onClick={(event) => showRun(event.currentTarget)}>
				Go to it
			</button>
		</p>
	);
}
