import { useId } from 'react';
import type { ComponentType } from 'react';
import { addressOf } from '../../address.ts';
import { notesFor } from '../../chat/index.ts';
import type { Meaning, Note } from '../../chat/index.ts';
import { boundariesIn, requestedModel } from '../../run/index.ts';
import type { Arrival, Snapshot } from '../../run/index.ts';
import type { Frame } from '../../sse/index.ts';
import { count, formatBytes, formatMs } from '../format.ts';
import { noteAnchors } from './note-anchors.ts';
import { Sentences, useCopy } from '../parts/index.ts';
import type { ViewProps } from './frame-views.tsx';
import { FieldsView, HexView, JSONView, RawView, ReadsView } from './frame-views.tsx';

export type FrameView = 'raw' | 'json' | 'hex' | 'fields' | 'reads';

const views: Record<FrameView, { name: string; View: ComponentType<ViewProps> }> = {
	raw: { name: 'Raw', View: RawView },
	json: { name: 'JSON', View: JSONView },
	hex: { name: 'Hex', View: HexView },
	fields: { name: 'Fields', View: FieldsView },
	reads: { name: 'Reads', View: ReadsView },
};

export interface OpenFrameProps extends Pick<ViewProps, 'frame' | 'snapshot'> {
	meaning: Meaning | undefined;
	/** The view last chosen; a frame without JSON falls back to `raw`. */
	view: FrameView;
	onView: (view: FrameView) => void;
}

/** An open frame: its position in the body, notes on it, and its bytes in several views. */
export function OpenFrame(props: OpenFrameProps) {
	const { frame, meaning, snapshot, onView } = props;
	const name = useId();
	const { result, copy } = useCopy();
	const reads = snapshot.arrivals.of(frame.index);
	const boundaries = boundariesIn(frame, snapshot.arrivals);
	const hasJSON = /^\s*[[{]/.test(frame.data ?? '');
	const view = props.view === 'json' && !hasJSON ? 'raw' : props.view;
	const { View } = views[view];
	const notes = meaning
		? notesFor({
				frame,
				meaning,
				message: snapshot.message,
				reads,
				requestedModel: requestedModel(snapshot.recording),
			})
		: [];

	return (
		<div className="pg-open">
			<p className="pg-open-where">{whereOf(frame, reads, snapshot)}</p>
			{meaning?.kind === 'not-json' && <p className="pg-open-note">Not JSON: {meaning.message}.</p>}
			{notes.map((note) => (
				<NoteText key={note.id} note={note} />
			))}
			<div className="pg-open-bar">
				<fieldset className="pg-views">
					<legend className="sr-only">Show frame {frame.index + 1} as</legend>
					{Object.entries(views).map(([id, { name: label }]) => (
						<label key={id} data-off={(id === 'json' && !hasJSON) || undefined}>
							<input
								type="radio"
								name={name}
								checked={id === view}
								disabled={id === 'json' && !hasJSON}
								// `Object.entries` forgets the type of the names.
								onChange={() => onView(id as FrameView)}
							/>
							{label}
						</label>
					))}
				</fieldset>
				<button type="button" className="pg-copy" onClick={() => copy(textOf(frame))}>
					{result ?? 'Copy frame'}
				</button>
			</div>
			<View {...{ frame, snapshot, reads, boundaries }} />
		</div>
	);
}

/** As it came, with the line ends that end it. */
const textOf = ({ raw }: Frame) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(raw);

function whereOf(frame: Frame, reads: Arrival, snapshot: Snapshot): string {
	const { atMs } = snapshot.recording.reads[reads.last] ?? {};
	const at = atMs === undefined ? '' : ` at ${formatMs(atMs)}`;
	const size = `Bytes ${frame.start.toLocaleString('en')} to ${(frame.end - 1).toLocaleString('en')} of the body, ${formatBytes(frame.raw.length)}.`;
	if (reads.first < reads.last) {
		const all = count(reads.last - reads.first + 1, 'read');
		return `${size} Came in ${all}, ${reads.first + 1} to ${reads.last + 1}; the last arrived${at}.`;
	}
	const others =
		reads.framesInLast > 1 ? `, which completed ${count(reads.framesInLast, 'frame')}` : '';
	return `${size} Came in read ${reads.last + 1}${at}${others}.`;
}

/** Notes are plain text with backticks around code. */
function NoteText({ note }: { note: Note }) {
	return (
		<p className="pg-open-note">
			<Sentences text={note.text} /> <a href={addressOf(noteAnchors[note.id])}>More in the guide</a>
		</p>
	);
}
