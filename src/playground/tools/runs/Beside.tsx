import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand/react';
import type { RunOptions, Snapshot } from '../../../run/index.ts';
import { formatMs } from '../../format.ts';
import { loadEngine } from '../../lazy.ts';
import { Capped, useAwake } from '../../parts/index.ts';
import { atPaint } from '../../state/index.ts';
import type { SendTo } from '../../state/index.ts';
import { Elapsed } from '../../timing/index.ts';
import { createBeside, notStreamed } from './beside.ts';
import type { BesideView } from './beside.ts';

interface Props {
	sendTo: SendTo;
	/** The request to send, streamed; `undefined` if the form has a problem, which it shows itself. */
	readRequest: () => Promise<RunOptions['request'] | undefined>;
}

/** Sends the same request twice at once, streamed and not, with a clock for each. */
export function Beside({ sendTo, readRequest }: Props) {
	const [beside] = useState(() => createBeside(atPaint));
	const view = useStore(beside);
	useEffect(() => () => beside.stop(), [beside]);
	const root = useRef<HTMLDivElement>(null);
	useAwake(root);

	const send = async () => {
		const request = await readRequest();
		if (!request) return;
		void beside.start(async () => {
			const { makeBareRun } = await loadEngine();
			return {
				streamed: makeBareRun(sendTo, request),
				whole: makeBareRun(sendTo, notStreamed(request)),
			};
		});
	};

	return (
		<div ref={root} className="pg-beside">
			<button
				type="button"
				className="pg-action"
				onClick={() => (view.isRunning ? beside.stop() : void send())}
			>
				{view.isRunning ? 'Stop both' : 'Send it both ways'}
			</button>
			<div className="pg-sides">
				<Side
					title="Streamed"
					snapshot={view.streamed}
					view={view}
					text={view.streamed?.message.choices[0]?.text}
				/>
				<Side title="Not streamed" snapshot={view.whole} view={view} text={textOfWhole(view)} />
			</div>
			<p className="pg-conclusion" aria-live="polite">
				{view.failure ?? conclusion(view)}
			</p>
		</div>
	);
}

interface SideProps {
	title: string;
	snapshot: Snapshot | undefined;
	view: BesideView;
	text: string | undefined;
}

function Side({ title, snapshot, view, text }: SideProps) {
	const isOver = snapshot?.phase === 'ended';
	return (
		<section>
			<header>
				<strong>{title}</strong>
				<span className="pg-clock">
					{view.isRunning && !isOver ? (
						<Elapsed since={view.startedAt} />
					) : (
						formatMs(snapshot?.timing.endMs)
					)}
				</span>
			</header>
			<div className="pg-side-text" tabIndex={0} role="group" aria-label={`${title}: the answer`}>
				<Capped text={text ?? (isOver ? snapshot.outcome?.reason : undefined) ?? ''} />
			</div>
		</section>
	);
}

/** All or nothing: half a JSON document has no text, and a call of a tool has none either. */
function textOfWhole({ whole }: Pick<BesideView, 'whole'>): string | undefined {
	return whole?.unstreamed?.choices[0]?.text || undefined;
}

/** Once both have ended: what streaming gained. */
function conclusion({ isRunning, streamed, whole }: BesideView): string {
	const wholeMs = whole?.timing.endMs;
	const firstMs = streamed?.timing.firstTextMs;
	if (isRunning || whole === undefined || wholeMs === undefined || firstMs === undefined) return '';
	if (textOfWhole({ whole }) === undefined) return '';
	const earlier = wholeMs - firstMs;
	const summary = `Streamed, the text began after ${formatMs(firstMs)}; not streamed, it was there after ${formatMs(wholeMs)}`;
	return earlier > 0
		? `${summary}: reading can begin ${formatMs(earlier)} earlier.`
		: `${summary}.`;
}
