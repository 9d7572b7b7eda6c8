import { useEffect, useEffectEvent } from 'react';
import { addressOf } from '../../../address.ts';
import { CHECK_COST, reportAsMarkdown, tally } from '../../../check/index.ts';
import type { Report } from '../../../check/index.ts';
import { Capped, CopyButton } from '../../parts/index.ts';
import type { PanelProps } from '../index.ts';
import { urlOf } from '../../state/index.ts';
import { CheckLine } from './CheckLine.tsx';
import { useCheck } from './use-check.ts';

const linkTo = (path: string) => new URL(addressOf(path), location.href).href;

/** Nine small requests to where the form sends, and what each answer shows. */
export function CheckPanel(props: PanelProps) {
	const { settings, starts } = props;
	const { isRunning, report, failure, start, stop } = useCheck(props);
	const onStart = useEffectEvent(() => {
		if (starts) void start();
	});
	useEffect(() => onStart(), []);

	const isDemo = settings.sendTo === 'demo';
	const host = urlOf(settings.baseURL)?.host ?? 'the base URL above';
	const isKnown = report !== undefined && !isRunning;

	return (
		<div className="pg-check">
			<p className="pg-hint">
				Sends {CHECK_COST.requests} small requests to <b>{isDemo ? 'the demo API' : host}</b>, one
				after another, and judges the answers. That takes at most {CHECK_COST.answerTokens} output
				tokens and about 300 input tokens in all.{' '}
				{isDemo
					? 'The demo costs nothing. If a fault is chosen in the form, its answers have it, too.'
					: 'Your key goes with all of them but one, which has a wrong key on purpose.'}
			</p>
			<div className="pg-check-bar">
				{isRunning ? (
					<button type="button" className="pg-action" onClick={stop}>
						Stop the check
					</button>
				) : (
					<button type="button" className="pg-action" onClick={() => void start()}>
						{report === undefined ? 'Check' : 'Check again'}
					</button>
				)}
				{isKnown && (
					<CopyButton text={() => reportAsMarkdown(report, linkTo)} what="the check as Markdown" />
				)}
				<p role="status">{failure ?? said(report, isRunning)}</p>
			</div>
			{report?.problem !== undefined && (
				<p className="pg-problem">
					<Capped text={report.problem} characters={2_000} />
				</p>
			)}
			{report && (
				<ol className="pg-check-lines" aria-label="What was found">
					{report.lines.map((line) => (
						<CheckLine key={line.id} {...{ line, report }} {...props} />
					))}
				</ol>
			)}
		</div>
	);
}

function said(report: Report | undefined, isRunning: boolean): string {
	if (report?.asking !== undefined && isRunning) return `Asking for ${report.asking} …`;
	if (isRunning || report === undefined) return '';
	return tally(report.lines);
}
