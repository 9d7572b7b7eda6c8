import type { ReactNode } from 'react';
import type { Timing } from '../../chat/index.ts';
import { formatMs } from '../format.ts';

interface Props {
	timing: Timing | undefined;
	/** How much time the pulse is wide. */
	spanMs: number;
	isRunning: boolean;
	/** While the run goes on, what stands for its end: a clock. */
	soFar: ReactNode;
}

/** A silence narrower than this share of the pulse has no room for its label. */
const LEAST_SHARE = 0.08;

/** The names and times of what the pulse shows: first byte, first text, silences, the end. */
export function Marks({ timing, spanMs, isRunning, soFar }: Props) {
	const { firstByteMs, firstTextMs, endMs } = timing ?? {};
	const percent = (ms: number) => `${((ms / spanMs) * 100).toFixed(2)}%`;
	// Worked out anew at each read while it runs; then the gap itself can be seen.
	const stalls = (isRunning ? undefined : timing?.stalls) ?? [];
	const wide = stalls.filter(({ fromMs, toMs }) => (toMs - fromMs) / spanMs > LEAST_SHARE);
	// Labels are as wide as these, so that they never lie on each other.
	const afterIt = firstTextMs === undefined ? '8rem' : '14.5rem';
	const byteAt =
		firstByteMs !== undefined && `min(${percent(firstByteMs)}, 100% - ${afterIt} - var(--end))`;
	const afterByte = byteAt ? `${byteAt} + 7.25rem` : '0%';

	return (
		<dl className="pg-marks">
			{byteAt && (
				<Mark name="First byte" at={byteAt}>
					{formatMs(firstByteMs)}
				</Mark>
			)}
			{firstTextMs !== undefined && (
				<Mark
					name="First text"
					at={`min(max(${percent(firstTextMs)}, ${afterByte}), 100% - 7.25rem - var(--end))`}
					tone="text"
				>
					{formatMs(firstTextMs)}
				</Mark>
			)}
			{wide.map(({ fromMs, toMs }) => (
				<div
					key={fromMs}
					className="pg-mark-stall"
					style={{ insetInlineStart: percent(fromMs), width: percent(toMs - fromMs) }}
				>
					<dt>Silence</dt> <dd>{formatMs(toMs - fromMs)}</dd>
				</div>
			))}
			{(isRunning || endMs !== undefined) && (
				<div className="pg-mark-end">
					<dt>{isRunning ? 'So far' : 'Total'}</dt> <dd>{isRunning ? soFar : formatMs(endMs)}</dd>
				</div>
			)}
		</dl>
	);
}

interface MarkProps {
	name: string;
	/** A length from the start of the pulse. */
	at: string;
	tone?: 'text';
	children: ReactNode;
}

function Mark({ name, at, tone, children }: MarkProps) {
	return (
		<div style={{ insetInlineStart: at }}>
			<dt>{name}</dt> <dd data-tone={tone}>{children}</dd>
		</div>
	);
}
