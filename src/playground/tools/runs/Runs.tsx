import { useState } from 'react';
import type { ToolProps } from '../index.ts';
import { FIRST_FRAMES, RUN_LIMITS } from '../../../run/index.ts';
import { Beside } from './Beside.tsx';
import { Comparison, conclusionOf } from './Comparison.tsx';
import { LIMITS } from '../../state/index.ts';
import { nameOf } from './run-name.ts';

/** The runs in memory: show one again, compare two, or send a request both ways. */
export function Runs({ session, view, settings, readRequest }: ToolProps) {
	const { runs, runId } = view;
	/** The last two that were chosen. */
	const [chosen, setChosen] = useState<readonly number[]>([]);
	const [first, second] = runs.filter(({ id }) => chosen.includes(id)).toReversed();

	const choose = (id: number, isChosen: boolean) =>
		setChosen((was) => [...was.filter((one) => one !== id), ...(isChosen ? [id] : [])].slice(-2));

	return (
		<div className="pg-runs">
			<section>
				<h3>Kept runs</h3>
				{runs.length === 0 && (
					<p className="pg-hint">None yet. Every run is kept here when it has ended.</p>
				)}
				<ul className="pg-kept" aria-label="Kept runs">
					{runs.map((run) => {
						const name = nameOf(run);
						return (
							<li key={run.id}>
								<input
									type="checkbox"
									aria-label={`Compare ${name}`}
									title="Compare"
									checked={chosen.includes(run.id)}
									onChange={({ target }) => choose(run.id, target.checked)}
								/>
								<button
									type="button"
									className="pg-name"
									aria-current={run.id === runId || undefined}
									onClick={() => session.show(run.id)}
								>
									{name}
								</button>
								<button
									type="button"
									className="pg-action"
									aria-label={`Pin ${name}`}
									aria-pressed={run.isPinned}
									onClick={() => session.pin(run.id, !run.isPinned)}
								>
									{run.isPinned ? 'Pinned' : 'Pin'}
								</button>
								<button
									type="button"
									className="pg-action"
									aria-label={`Delete ${name}`}
									onClick={({ currentTarget }) => {
										focusBeside(currentTarget);
										session.remove(run.id);
									}}
								>
									Delete
								</button>
							</li>
						);
					})}
				</ul>
				<p className="pg-hint">
					In this page’s memory only: the last {LIMITS.maxRuns}, and no more than{' '}
					{LIMITS.maxBytes / 1_000_000} MB. The oldest go first; pinned ones stay. Of a long run,
					its first {FIRST_FRAMES} frames stay and the last {RUN_LIMITS.frames.toLocaleString('en')}
					, or the last {RUN_LIMITS.bytes / 1_000_000} MB; its text is kept in full.
				</p>
			</section>
			<section>
				<div>
					<h3>Two runs side by side</h3>
					{/* Always there: a screen reader says nothing of a live region that comes with its text. */}
					<p role="status">{first && second && conclusionOf({ first, second })}</p>
				</div>
				{first && second ? (
					<Comparison first={first} second={second} />
				) : (
					<p className="pg-hint">
						<button
							type="button"
							className="pg-action"
							disabled={runs.length < 2}
							onClick={() => setChosen(runs.slice(0, 2).map(({ id }) => id))}
						>
							Compare the last two
						</button>{' '}
						Or choose two of the kept runs by their boxes.
					</p>
				)}
			</section>
			<section>
				<h3>Streaming beside not streaming</h3>
				<p className="pg-hint">
					Sends the form’s request twice at the same time
					{settings.sendTo === 'endpoint' && ', two requests to your endpoint'}.
				</p>
				<Beside sendTo={settings.sendTo} readRequest={readRequest} />
			</section>
		</div>
	);
}

/** To the same button of the next run, or of the one before: the one that was pressed is about to go. */
function focusBeside(button: HTMLElement): void {
	const item = button.closest('li');
	const beside = item?.nextElementSibling ?? item?.previousElementSibling;
	const next =
		beside?.querySelector<HTMLElement>('button:last-child') ??
		button.closest<HTMLElement>('.pg-panel');
	next?.focus();
}
