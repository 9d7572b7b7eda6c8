import { useState } from 'react';
import { letGoText } from '../../format.ts';
import { Labelled } from '../../parts/index.ts';
import type { ToolProps } from '../index.ts';
import { save, toFile } from './files.ts';
import type { Format } from './files.ts';
import { RunEcho } from '../../ending/index.ts';
import { ImportStatus } from './ImportStatus.tsx';
import { useImport } from './use-import.ts';

const FORMATS: readonly { format: Format; name: string; what: string }[] = [
	{
		format: 'json',
		name: 'Recording (.json)',
		what: 'all of it: request, reads with their times, end',
	},
	{ format: 'har', name: 'HAR (.har)', what: 'the same, for browsers’ network panels and proxies' },
	{ format: 'sse', name: 'Body (.sse)', what: 'the bytes as received, without times' },
];

/** Exports the run on the screen to a file; imports a run from a file or from pasted text. */
export function Files({ session, view, snapshot }: ToolProps) {
	const { status, importFrom } = useImport(session);
	const [pasted, setPasted] = useState('');
	// The whole run, whatever moment a replay shows.
	const run = view.whole ?? snapshot;

	return (
		<div className="pg-files">
			<section>
				<h3>Export this run</h3>
				<ul>
					{FORMATS.map(({ format, name, what }) => (
						<li key={format}>
							<button
								type="button"
								className="pg-action"
								disabled={!run || view.isRunning}
								onClick={() => run && save(toFile(run.recording, view.title, format))}
							>
								{name}
							</button>
							<span>{what}</span>
						</li>
					))}
				</ul>
				{run?.letGo && <p className="pg-hint">{letGoText(run.letGo)}</p>}
				<p className="pg-hint">
					None of them contains the key. All contain the answer; the recording and the HAR also
					contain your request.
				</p>
			</section>
			<section>
				<h3>Import a run</h3>
				<label className="pg-action pg-file">
					Choose a file
					<input
						type="file"
						onChange={({ target }) => {
							const file = target.files?.[0];
							if (file) void importFrom(file);
							// Allows choosing the same file again.
							target.value = '';
						}}
					/>
				</label>
				<p className="pg-hint">
					A recording, a HAR, or a response that curl saved. It can also be dropped anywhere on the
					playground. It stays on this machine.
				</p>
				<Labelled label="Or paste a stream" problem={undefined}>
					{(field) => (
						<textarea
							{...field}
							rows={4}
							spellCheck={false}
							placeholder={'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\ndata: [DONE]\n\n'}
							value={pasted}
							onChange={({ target }) => setPasted(target.value)}
						/>
					)}
				</Labelled>
				<button type="button" className="pg-action" onClick={() => void importFrom(pasted)}>
					Import
				</button>
				<ImportStatus status={status} />
				{status?.kind === 'done' && view.shown === 'import' && <RunEcho view={view} />}
			</section>
		</div>
	);
}
