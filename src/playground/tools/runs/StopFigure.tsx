/** Run, Stop, and what the client and the server have done: with a gateway between that passes the close on, or not. */
import { useRef, useState } from 'react';
import { formatMs } from '../../format.ts';
import { loadEngine } from '../../lazy.ts';
import { messageOf, useAwake, useKeptFocus } from '../../parts/index.ts';
import { lessonOf, notRun, runStopLab, type Side } from './stop-lab.ts';
import '../../playground.css';
import '../../parts/parts.css';
import './alone.css';
import './stop-figure.css';

export function StopFigure() {
	const [passesOn, setPassesOn] = useState(true);
	const [view, setView] = useState(notRun);
	const [stop, setStop] = useState<AbortController>();
	const [failure, setFailure] = useState('');
	const root = useRef<HTMLDivElement>(null);
	useKeptFocus(root);
	useAwake(root);

	async function run() {
		const controller = new AbortController();
		setStop(controller);
		setFailure('');
		try {
			const { fetchDemo: fetch } = await loadEngine();
			const { signal } = controller;
			await runStopLab({ fetch, clock: performance, passesOn, stop: signal, show: setView });
		} catch (error) {
			setFailure(messageOf(error));
		}
		setStop(undefined);
	}

	return (
		<div ref={root} className="pg pg-alone pg-after-stop not-content">
			<label>
				<input
					type="checkbox"
					checked={passesOn}
					disabled={stop !== undefined}
					onChange={(event) => setPassesOn(event.target.checked)}
				/>{' '}
				The gateway passes the close on
			</label>
			<div>
				<button
					type="button"
					className="pg-action"
					disabled={stop !== undefined}
					onClick={() => void run()}
				>
					Run
				</button>
				<button
					type="button"
					className="pg-action"
					disabled={stop === undefined || view.isStopped}
					onClick={() => stop?.abort()}
				>
					Stop
				</button>
			</div>
			<table>
				<thead>
					<tr>
						<th scope="col">Who</th>
						<th scope="col">Frames</th>
						<th scope="col">Time</th>
					</tr>
				</thead>
				<tbody>
					<Row name="Client" side={view.client} />
					<Row name="Server" side={view.server} />
				</tbody>
			</table>
			<p aria-live="polite">{failure || lessonOf(view)}</p>
		</div>
	);
}

function Row({ name, side }: { name: string; side: Side }) {
	return (
		<tr>
			<th scope="row">{name}</th>
			<td>{side.frames}</td>
			<td>{formatMs(side.ms)}</td>
		</tr>
	);
}
