import type { ConsoleLine } from './result.ts';

interface Props {
	lines: readonly ConsoleLine[];
	onLine: ((line: number) => void) | undefined;
}

/** What the reader's code wrote to its console, with the line of code for each entry. */
export function ConsoleOutput({ lines, onLine }: Props) {
	if (lines.length === 0) return null;
	return (
		<div className="pg-console">
			<h3>Console of yours</h3>
			<ol tabIndex={0} aria-label="Console of yours">
				{lines.map(({ level, text, line }, i) => (
					<li key={i} data-tone={level === 'error' || level === 'warn' ? 'error' : undefined}>
						<span className="pg-console-level">{level}</span>
						<code>{text}</code>
						{line !== undefined && (
							<button type="button" className="pg-link" onClick={() => onLine?.(line)}>
								Line {line}
							</button>
						)}
					</li>
				))}
			</ol>
		</div>
	);
}
