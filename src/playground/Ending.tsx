import type { Snapshot } from '../run/index.ts';
import { endings, signs } from './endings.ts';
import { count } from './format.ts';
import { textOf } from './Response.tsx';

interface Props {
	snapshot: Snapshot | undefined;
	isRunning: boolean;
	failure: string | undefined;
	/** What the line says before the first run. */
	idle: string;
}

/** How the run goes or how it ended, in words. The one place that a screen reader is told of. */
export function Ending({ snapshot, isRunning, failure, idle }: Props) {
	const outcome = isRunning ? undefined : snapshot?.outcome;
	const ending = outcome && endings[outcome.kind];

	return (
		<div className="pg-ending" data-sign={failure ? 'bad' : ending?.sign}>
			<p role="status">
				{ending && (
					<>
						<span className="pg-sign" aria-hidden="true">
							{signs[ending.sign]}
						</span>{' '}
						<strong>{ending.title}.</strong>{' '}
					</>
				)}
				{failure ?? outcome?.reason ?? (isRunning ? phaseText(snapshot) : idle)}{' '}
				{outcome && <Sentences text={snapshot?.advice ?? ''} />}
			</p>
			{outcome && snapshot && (
				<>
					<p className="pg-counts">{counts(snapshot)}</p>
					<Difference snapshot={snapshot} />
				</>
			)}
		</div>
	);
}

/** States, never tokens: it changes twice in a run, however long. */
function phaseText(snapshot: Snapshot | undefined): string {
	return snapshot?.phase === 'streaming' ? 'Streaming.' : 'Sent. Waiting for the first byte.';
}

/** Advice is plain text in which backticks stand around names to be typed. */
function Sentences({ text }: { text: string }) {
	return text.split('`').map((part, i) => (i % 2 === 0 ? part : <code key={i}>{part}</code>));
}

function counts({ timing, frames }: Snapshot): string {
	const made = `${count(frames.length, 'frame')} in ${count(timing.reads, 'read')}`;
	if (timing.rate?.source !== 'usage') return made;
	return `${made}, ${Math.round(timing.rate.tokensPerSecond)} tokens/s`;
}

/** Where the printed program and the frames disagree, or it gave up, the reader is told. */
function Difference({ snapshot }: { snapshot: Snapshot }) {
	const { client, message, outcome } = snapshot;
	if (!client || outcome?.kind === 'stopped') return null;
	const framed = message.choices[0]?.text ?? '';
	const differs = textOf(snapshot) !== framed;
	if (!differs && client.error === undefined) return null;
	return (
		<p className="pg-difference">
			{client.error !== undefined && <>The printed program ended with: “{client.error}” </>}
			{differs &&
				`Its text has ${count(client.text.length, 'character')}; the frames hold ${framed.length.toLocaleString('en')}.`}
		</p>
	);
}
