import { useState } from 'react';
import { snapshotOf } from '../../../run/index.ts';
import type { Recording, Run } from '../../../run/index.ts';
import { example } from '../clients/index.ts';
import { createRunOver, recut } from '../index.ts';
import { count, needsAll } from '../../format.ts';
import { Labelled } from '../../parts/index.ts';
import { RunEcho } from '../../ending/index.ts';
import type { ToolProps, Way } from '../index.ts';
import { problemWith } from '../../state/index.ts';

const WAYS: Readonly<Record<Way['by'], string>> = {
	bytes: 'every n bytes',
	byte: 'each byte',
	line: 'at line ends',
	frame: 'at frame ends',
	random: 'at random',
	whole: 'all in one',
};

/** 1,448 bytes is the payload of a 1,500-byte packet on most networks. */
const PACKET = { what: 'Bytes in each read', default: 1448, least: 1, most: 1_000_000 };
const LONGEST = { what: 'Longest read, in bytes', default: 64, least: 1, most: 1_000_000 };
const SEED = { what: 'The same seed cuts the same way', default: 1, least: 0, most: 4_294_967_295 };

type Props = Pick<ToolProps, 'session' | 'view' | 'snapshot' | 'selection' | 'settings'>;

/** Splits the bytes of the run above into other reads and shows the result as a run, for every client to read. */
export function RecutForm({ session, view, snapshot, selection, settings }: Props) {
	const [by, setBy] = useState<Way['by']>('bytes');
	const [size, setSize] = useState(String(PACKET.default));
	const [most, setMost] = useState(String(LONGEST.default));
	const [seedText, setSeed] = useState(String(SEED.default));
	const fields = {
		bytes: [{ ...PACKET, name: 'n', value: size, set: setSize }],
		random: [
			{ ...LONGEST, name: 'most', value: most, set: setMost },
			{ ...SEED, name: 'cutting seed', value: seedText, set: setSeed },
		],
	};
	const shown = by === 'bytes' || by === 'random' ? fields[by] : [];
	const problems = shown.map((field) => problemWith(field.value, field));
	const isRight = problems.every((problem) => problem === undefined);
	// Always start from the original reads: re-cutting a re-cut would lose more of the times each time.
	const isWhole = snapshot?.outcome && !snapshot.letGo;
	const recording = view.recut?.of ?? (isWhole ? snapshot.recording : undefined);

	const start = () => {
		if (!recording || !isRight) return;
		const cut = recut(recording, {
			by,
			size: valueOf(size, PACKET),
			most: valueOf(most, LONGEST),
			seed: valueOf(seedText, SEED),
		});
		selection.select(undefined, 'clients');
		const way = by === 'bytes' ? `every ${count(valueOf(size, PACKET), 'byte')}` : WAYS[by];
		void session.run(view.settings ?? settings, async () => runOf(cut), { way, of: recording });
	};

	return (
		<form
			aria-label="The same bytes in other reads"
			onSubmit={(event) => {
				event.preventDefault();
				start();
			}}
		>
			<h3>The same bytes in other reads</h3>
			<p className="pg-hint">
				Nothing in HTTP or SSE says where a read ends. This cuts the body of the run above again and
				shows it as a run, with the times at which the bytes arrived.
				{snapshot && ` Now: ${count(snapshot.recording.reads.length, 'read')}.`}
			</p>
			{snapshot?.letGo && <p className="pg-hint">{needsAll('Other reads')}</p>}
			<div className="pg-break-fields">
				<Labelled label="Cut" problem={undefined}>
					{(field) => (
						<select
							{...field}
							value={by}
							// The options below are the ways.
							onChange={(event) => setBy(event.target.value as Way['by'])}
						>
							{Object.entries(WAYS).map(([way, name]) => (
								<option key={way} value={way}>
									{name}
								</option>
							))}
						</select>
					)}
				</Labelled>
				{shown.map(({ name, what, value, set }, i) => (
					<Labelled key={name} label={name} problem={problems[i]} hint={what}>
						{(field) => (
							<input
								{...field}
								inputMode="numeric"
								autoComplete="off"
								value={value}
								onChange={(event) => set(event.target.value)}
							/>
						)}
					</Labelled>
				))}
			</div>
			<button type="submit" className="pg-action" disabled={!recording || !isRight}>
				Re-cut
			</button>
			{view.recut && <RunEcho view={view} />}
		</form>
	);
}

/** An empty field means its default. */
function valueOf(text: string, { default: preset }: { default: number }): number {
	return text.trim() === '' ? preset : Number(text);
}

/** A run of the printed example over the recording; without times, a run that has already ended. */
function runOf(recording: Recording): Run | Promise<Run> {
	const isTimed = recording.reads.every(({ atMs }) => atMs !== undefined);
	if (isTimed) return createRunOver(recording, example);
	const ended = snapshotOf(recording);
	return {
		start: () => Promise.resolve(ended),
		stop() {},
		subscribe: () => () => {},
		snapshot: () => ended,
	};
}
