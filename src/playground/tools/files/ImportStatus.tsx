import type { ImportState } from './use-import.ts';

/** How an import went. Only a problem is announced; success shows in the run itself. */
export function ImportStatus({ status }: { status: ImportState | undefined }) {
	if (!status) return null;
	const { kind, text, choices } = status;
	return (
		<>
			<p
				className={kind === 'bad' ? 'pg-problem' : 'pg-hint'}
				role={kind === 'bad' ? 'alert' : undefined}
			>
				{text}
			</p>
			{choices && (
				<label className="pg-hint">
					Show another{' '}
					<select
						value={choices.selected}
						onChange={({ target }) => choices.select(Number(target.value))}
					>
						{choices.all.map((choice, i) => (
							<option key={i} value={i}>
								{`${i + 1}: ${choice.method} ${choice.url.slice(0, 80)}, ${choice.status}, ${choice.startedAt}`}
							</option>
						))}
					</select>
				</label>
			)}
		</>
	);
}
