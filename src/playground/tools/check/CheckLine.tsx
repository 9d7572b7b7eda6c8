import { useRef } from 'react';
import { addressOf } from '../../../address.ts';
import { VERDICT_WORDS } from '../../../check/index.ts';
import type { Line, Report, Verdict } from '../../../check/index.ts';
import { Sentences } from '../../parts/index.ts';
import type { PanelProps } from '../index.ts';

const TONES: Readonly<Record<Verdict, string>> = {
	right: 'usage',
	tolerable: 'tool',
	wrong: 'error',
	unseen: 'quiet',
};

interface Props extends Pick<PanelProps, 'session' | 'selection'> {
	line: Line;
	report: Report;
}

/** One finding: the verdict in a word, what was seen, what to do about it, and the frame that shows it. */
export function CheckLine({ line, report, session, selection }: Props) {
	const { title, finding } = line;
	const shownId = useRef<number>(undefined);
	if (finding === undefined) {
		return (
			<li>
				<h3>{title}</h3>
				<span data-tone="quiet">{report.asking === undefined ? 'Not checked' : '…'}</span>
			</li>
		);
	}
	const { verdict, what, todo, page, shown } = finding;
	const run = shown?.probe === undefined ? undefined : report.runs.get(shown.probe);

	const showRun = () => {
		if (run === undefined) return;
		const kept = session.getState().runs.some(({ id }) => id === shownId.current);
		if (kept && shownId.current !== undefined) session.show(shownId.current);
		else session.add(run.recording, `Check: ${title}`);
		shownId.current = session.getState().runId;
		selection.select(shown?.frameIndex, 'ending', true);
	};

	return (
		<li data-verdict={verdict}>
			<h3>{title}</h3>
			<span data-tone={TONES[verdict]}>{VERDICT_WORDS[verdict]}</span>
			<div>
				<p>
					<Sentences text={what} />
				</p>
				{todo !== undefined && (
					<p className="pg-check-todo">
						<Sentences text={todo} /> <a href={addressOf(page)}>Why, and how</a>
					</p>
				)}
				{shown && (
					<details>
						<summary>
							{shown.frameIndex === undefined ? 'The answer' : `Frame ${shown.frameIndex + 1}`}
							<span className="sr-only"> of {title}</span>
						</summary>
						<pre tabIndex={0}>{shown.text}</pre>
						{run && (
							<button type="button" className="pg-link" onClick={showRun}>
								Show the whole answer above
							</button>
						)}
					</details>
				)}
			</div>
		</li>
	);
}
