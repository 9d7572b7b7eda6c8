import type { Said } from './use-import.ts';

/** How taking in a file went. A problem is told at once; that all is well, the run itself shows. */
export function ImportSaid({ said }: { said: Said | undefined }) {
	if (!said) return null;
	return (
		<p
			className={said.kind === 'bad' ? 'pg-problem' : 'pg-hint'}
			role={said.kind === 'bad' ? 'alert' : undefined}
		>
			{said.text}
		</p>
	);
}
