import type { Said } from './use-import.ts';

/** How an import went. A problem is announced at once; success shows in the run itself. */
export function ImportSaid({ said }: { said: Said | undefined }) {
	if (!said) return null;
	const { kind, text, choices } = said;
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
						value={choices.taken}
						onChange={({ target }) => choices.take(Number(target.value))}
					>
						{choices.all.map(({ method, url, status, startedAt }, i) => (
							<option key={i} value={i}>
								{`${i + 1}: ${method} ${url.slice(0, 80)}, ${status}, ${startedAt}`}
							</option>
						))}
					</select>
				</label>
			)}
		</>
	);
}
