/**
 * The views of an open frame: JSON as a tree, raw text, hex, fields, and the reads that brought it.
 *
 * A frame may be megabytes long, so each view draws only its start and says how much is left out.
 */
import type { ReactNode } from 'react';
import type { Arrival, ReadBoundary, Snapshot } from '../../run/index.ts';
import type { Frame } from '../../sse/index.ts';
import { count, formatBytes, formatMs } from '../format.ts';
import type { Span } from './ink.ts';
import { fieldsOf } from './fields.ts';
import { hexLines } from './hex.ts';
import { lengthOfTokens, treeOf } from './json-tree.ts';
import type { Entry } from './json-tree.ts';
import { visibleBytes } from './visible-bytes.ts';
import type { Glyph } from './visible-bytes.ts';

export interface ViewProps {
	readonly frame: Frame;
	readonly snapshot: Snapshot;
	readonly reads: Arrival;
	readonly boundaries: readonly ReadBoundary[];
}

/** How much of a frame each view draws at most. */
const DRAWN_CHARACTERS = 20_000;
const DRAWN_TOKENS = 2000;
const DRAWN_HEX_BYTES = 4096;
const DRAWN_FIELDS = 200;
const DRAWN_VALUE_CHARACTERS = 2000;
const DRAWN_READS = 200;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const Rest = ({ left, noun }: { left: number; noun: string }) =>
	left > 0 && <p className="pg-open-rest">… {count(left, `more ${noun}`)} not shown.</p>;

export function JSONView({ frame }: ViewProps) {
	const data = frame.data ?? '';
	const drawn = lengthOfTokens(data.slice(0, DRAWN_CHARACTERS), DRAWN_TOKENS);
	return (
		<>
			<div
				className="pg-json"
				tabIndex={0}
				role="group"
				aria-label={`Frame ${frame.index + 1}, laid out`}
			>
				<Entries entries={treeOf(data.slice(0, drawn))} />
			</div>
			<Rest left={data.length - drawn} noun="character" />
		</>
	);
}

function Entries({ entries }: { entries: readonly Entry[] }) {
	return entries.map((entry, i) => {
		if (entry.kind === 'leaf') {
			return (
				<div key={i} className="pg-json-leaf">
					<Ink spans={entry.spans} />
				</div>
			);
		}
		if (entry.entries.length === 0) {
			return (
				<div key={i} className="pg-json-leaf">
					<Ink spans={[...entry.open, ...entry.close]} />
				</div>
			);
		}
		return (
			<details key={i} open>
				<summary>
					<Ink spans={entry.open} />
				</summary>
				<div className="pg-json-inside">
					<Entries entries={entry.entries} />
				</div>
				<div className="pg-json-leaf">
					<Ink spans={entry.close} />
				</div>
			</details>
		);
	});
}

function Ink({ spans }: { spans: readonly Span[] }) {
	return spans.map((span, i) => (
		<span key={i} data-tone={span.tone}>
			{span.text}
		</span>
	));
}

export function RawView({ frame, boundaries }: ViewProps) {
	const bytes = frame.raw.subarray(0, DRAWN_CHARACTERS);
	return (
		<>
			<pre tabIndex={0} aria-label={`Frame ${frame.index + 1}, raw`}>
				{visibleBytes(bytes, boundaries).map(drawGlyph)}
			</pre>
			<Rest left={frame.raw.length - bytes.length} noun="byte" />
		</>
	);
}

function drawGlyph(glyph: Glyph, key: number): ReactNode {
	if (glyph.kind === 'text') return glyph.text;
	if (glyph.kind === 'boundary') {
		const inside =
			glyph.bytesInside > 0 ? `, ${count(glyph.bytesInside, 'byte')} into the next character` : '';
		return (
			<span key={key} className="pg-read-end">
				read {glyph.read + 1} ends{inside}
			</span>
		);
	}
	return (
		<span key={key}>
			<abbr className="pg-sign-byte" title={glyph.name}>
				{glyph.sign}
			</abbr>
			{glyph.breaksLine && '\n'}
		</span>
	);
}

export function HexView({ frame, boundaries }: ViewProps) {
	const bytes = frame.raw.subarray(0, DRAWN_HEX_BYTES);
	const lines = hexLines(bytes, frame.start, new Set(boundaries.map(({ at }) => at)));
	return (
		<>
			<pre className="pg-hex" tabIndex={0} aria-label={`Frame ${frame.index + 1}, in hex`}>
				{lines.map((line) => (
					<div key={line.offset}>
						<span data-tone="quiet">{line.offset}</span> {line.bytes}
						{'  '}
						<span data-tone="quiet">{line.ascii}</span>
					</div>
				))}
			</pre>
			{boundaries.length > 0 && <p className="pg-open-rest">A | marks where a read ended.</p>}
			<Rest left={frame.raw.length - bytes.length} noun="byte" />
		</>
	);
}

export function FieldsView({ frame, snapshot }: ViewProps) {
	const bytes = frame.raw.subarray(0, DRAWN_CHARACTERS);
	const isCut = bytes.length < frame.raw.length;
	const fields = fieldsOf(decoder.decode(bytes));
	// Searched for on demand: few streams ever set it.
	const setBy = snapshot.frames.findLast(
		({ index, retryMs }) => index <= frame.index && retryMs !== undefined
	);
	return (
		<div
			className="pg-open-table"
			tabIndex={0}
			role="group"
			aria-label={`Frame ${frame.index + 1}, fields`}
		>
			<table>
				<thead>
					<tr>
						<th scope="col">Field</th>
						<th scope="col">Value</th>
					</tr>
				</thead>
				<tbody>
					{fields.slice(0, DRAWN_FIELDS).map(({ name, value, ignored }, i) => (
						<tr key={i}>
							<th scope="row">{name}</th>
							<td>
								<code>{value.slice(0, DRAWN_VALUE_CHARACTERS)}</code>
								{(value.length > DRAWN_VALUE_CHARACTERS || (isCut && i === fields.length - 1)) &&
									' …'}
								{ignored && <em> {ignored}</em>}
							</td>
						</tr>
					))}
				</tbody>
			</table>
			<Rest left={fields.length - DRAWN_FIELDS} noun="line" />
			<Rest left={frame.raw.length - bytes.length} noun="byte" />
			<p className="pg-open-rest">
				Event <code>{frame.event}</code>. Last event ID in force:{' '}
				{frame.lastEventId === '' ? 'none' : <code>{frame.lastEventId}</code>}. Retry in force:{' '}
				{setBy?.retryMs !== undefined
					? `${setBy.retryMs.toLocaleString('en')} ms, by frame ${setBy.index + 1}`
					: 'none'}
				.{frame.data === undefined && ' No data, so by the standard nothing is dispatched.'}
			</p>
		</div>
	);
}

export function ReadsView({ frame, snapshot, reads }: ViewProps) {
	const { arrivals } = snapshot;
	const { first, last } = reads;
	const rows = Array.from({ length: Math.min(last - first + 1, DRAWN_READS) }, (_, i) => {
		const read = first + i;
		const start = arrivals.startOf(read);
		const end = arrivals.startOf(read + 1);
		const inFrame = Math.min(end, frame.end) - Math.max(start, frame.start);
		return { read, inFrame, length: end - start, atMs: snapshot.recording.reads[read]?.atMs };
	});
	return (
		<div
			className="pg-open-table"
			tabIndex={0}
			role="group"
			aria-label={`Frame ${frame.index + 1}, reads`}
		>
			<table>
				<thead>
					<tr>
						<th scope="col">Read</th>
						<th scope="col">Time</th>
						<th scope="col">Of this frame</th>
						<th scope="col">In all</th>
					</tr>
				</thead>
				<tbody>
					{rows.map(({ read, inFrame, length, atMs }) => (
						<tr key={read}>
							<th scope="row">{(read + 1).toLocaleString('en')}</th>
							<td>{formatMs(atMs)}</td>
							<td>{formatBytes(inFrame)}</td>
							<td>{formatBytes(length)}</td>
						</tr>
					))}
				</tbody>
			</table>
			<Rest left={last - first + 1 - rows.length} noun="read" />
			{reads.framesInLast > 1 && (
				<p className="pg-open-rest">
					Read {last + 1} completed {count(reads.framesInLast, 'frame')}; this is number{' '}
					{reads.positionInLast + 1} of them.
				</p>
			)}
		</div>
	);
}
