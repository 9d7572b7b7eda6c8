import { useEffect, useEffectEvent, useState } from 'react';
import type { ReactNode } from 'react';
import type { Recording, Snapshot } from '../../../run/index.ts';
import { Capped } from '../../parts/index.ts';
import type { Selection } from '../../state/index.ts';
import { clients } from './clients.ts';
import type { NamedClient } from './clients.ts';
import { ConsoleOutput } from './ConsoleOutput.tsx';
import { compareText } from './losses.ts';
import type { Result } from './result.ts';
import { TextAgainst } from './TextAgainst.tsx';
import { verdictOf } from './verdict.ts';

interface Props {
	snapshot: Snapshot | undefined;
	selection: Selection;
	/** The reader's own client. Left out where only the built-in ones matter. */
	yours?: NamedClient;
	onLine?: (line: number) => void;
	/** Runs them all at once, without a press. */
	starts?: boolean;
	/** More for the bar of buttons. */
	bar?: ReactNode;
}

/** One row per client: how it ended, how much text it has, and what is missing. A row opens to show the text. */
export function ClientTable({ snapshot, selection, yours, onLine, starts, bar }: Props) {
	const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map());
	/** The recording that the results are for. They are discarded when the run has grown or is another. */
	const [resultsFor, setResultsFor] = useState<Recording>();
	const [running, setRunning] = useState<string>();
	const [openId, setOpenId] = useState<string>();
	const all = yours ? [...clients, yours] : clients;
	const hasEnded = snapshot?.outcome !== undefined;
	const isCurrent = snapshot !== undefined && resultsFor === snapshot.recording;

	const run = async (chosen: readonly NamedClient[]) => {
		if (!snapshot) return;
		const { recording } = snapshot;
		const done = new Map(isCurrent ? results : []);
		setResultsFor(recording);
		// One after another, so that the page stays responsive and no client slows down another.
		for (const client of chosen) {
			setRunning(client.name);
			done.set(client.id, await client.run(recording));
			setResults(new Map(done));
		}
		setRunning(undefined);
	};

	const start = useEffectEvent(() => starts && hasEnded && void run(all));
	// After the table has been drawn.
	useEffect(() => {
		const timer = setTimeout(() => start());
		return () => clearTimeout(timer);
	}, []);

	const shown = isCurrent ? results : new Map<string, Result>();
	const open = openId === undefined ? undefined : shown.get(openId);
	const openClient = all.find(({ id }) => id === openId);
	const yoursResult = shown.get('yours');

	return (
		<>
			<div className="pg-client-bar">
				<button
					type="button"
					className="pg-action"
					disabled={!hasEnded || running !== undefined}
					onClick={() => void run(all)}
				>
					Run all clients
				</button>
				{yours && (
					<button
						type="button"
						className="pg-action"
						disabled={!hasEnded || running !== undefined}
						onClick={() => void run([yours])}
					>
						Run yours
					</button>
				)}
				{bar}
				<p role="status">
					{running !== undefined
						? `Running ${running} …`
						: hasEnded
							? statusOf(shown, snapshot)
							: 'The run is still going.'}
				</p>
			</div>
			{snapshot && snapshot.protocol !== 'chat' && (
				<p className="pg-hint">These clients read chat chunks. The run is in another protocol.</p>
			)}
			<div className="pg-client-table" role="group" tabIndex={0} aria-label="Clients, scrollable">
				<table>
					<caption className="sr-only">What each client made of the same bytes</caption>
					<thead>
						<tr>
							<th scope="col">Client</th>
							<th scope="col">How it ended</th>
							<th scope="col">Characters</th>
							<th scope="col">Compared with frames</th>
						</tr>
					</thead>
					<tbody>
						{all.map((client) => (
							<ClientRow
								key={client.id}
								{...{ client, snapshot, selection, onLine }}
								result={shown.get(client.id)}
								isOpen={client.id === openId}
								onToggle={() => setOpenId(client.id === openId ? undefined : client.id)}
							/>
						))}
					</tbody>
				</table>
			</div>
			{open && openClient && snapshot && (
				<TextAgainst name={openClient.name} text={open.text} message={snapshot.message} />
			)}
			{yoursResult && <ConsoleOutput lines={yoursResult.lines ?? []} onLine={onLine} />}
		</>
	);
}

/** What a finished comparison came to, for those who cannot see the table. */
function statusOf(results: ReadonlyMap<string, Result>, { message }: Snapshot): string {
	if (results.size === 0) return '';
	const same = [...results.values()].filter(
		({ text }) => compareText(message, text).kind === 'same'
	);
	return `Compared: ${same.length} of ${results.size} identical.`;
}

/** How long the text in the frames is. */
function lengthOf({ message }: Snapshot): string {
	return (message.choices[0]?.text.length ?? 0).toLocaleString('en');
}

interface RowProps {
	client: NamedClient;
	result: Result | undefined;
	snapshot: Snapshot | undefined;
	selection: Selection;
	isOpen: boolean;
	onToggle: () => void;
	onLine: ((line: number) => void) | undefined;
}

function ClientRow({ client, result, snapshot, selection, isOpen, onToggle, onLine }: RowProps) {
	return (
		<tr data-client={client.id}>
			<th scope="row">
				{client.name}
				<span className="pg-client-what">{client.what}</span>
			</th>
			{result && snapshot ? (
				<>
					<td>
						<Ended result={result} onLine={onLine} />
					</td>
					<td className="pg-client-count">
						{result.text.length.toLocaleString('en')} of {lengthOf(snapshot)}
					</td>
					<td>
						<Against {...{ result, snapshot, selection }} /> ·{' '}
						<button type="button" className="pg-link" aria-expanded={isOpen} onClick={onToggle}>
							View text<span className="sr-only"> of {client.name}</span>
						</button>
					</td>
				</>
			) : (
				<td colSpan={3} className="pg-client-none">
					Not run yet.
				</td>
			)}
		</tr>
	);
}

const ENDINGS: Record<Result['ended'], string> = {
	returned: 'Returned.',
	threw: 'Threw: ',
	waiting: 'Still waiting: the run was stopped there.',
	limit: 'Ended by us. ',
	unstarted: 'Not run. ',
};

function Ended({ result, onLine }: { result: Result; onLine: RowProps['onLine'] }) {
	const { line } = result;
	return (
		<span data-tone={result.ended === 'returned' ? undefined : 'error'}>
			{ENDINGS[result.ended]}
			{result.error !== undefined && <Capped text={result.error} characters={2_000} />}
			{line !== undefined && (
				<>
					{' '}
					<button type="button" className="pg-link" onClick={() => onLine?.(line)}>
						Line {line}
					</button>
				</>
			)}
		</span>
	);
}

function Against(props: { result: Result; snapshot: Snapshot; selection: Selection }) {
	const { result, snapshot, selection } = props;
	const comparison = compareText(snapshot.message, result.text);
	const { text, frameIndex } = verdictOf(comparison, snapshot);
	return (
		<>
			<span data-tone={comparison.kind === 'same' ? 'usage' : 'error'}>{text}</span>
			{frameIndex !== undefined && (
				<>
					{' '}
					<button
						type="button"
						className="pg-link"
						onClick={() => selection.select(frameIndex, 'clients')}
					>
						Show frame {frameIndex + 1}
					</button>
				</>
			)}
		</>
	);
}
