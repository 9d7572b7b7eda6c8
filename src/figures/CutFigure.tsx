/**
 * The same bytes split into two reads at any place: what the obvious loop makes of them, and what a decoder
 * does. Both are the printed programs, run in the page at every move of the slider.
 */
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { inkFrame } from '../playground/frames/index.ts';
import { useAwake } from '../playground/parts/index.ts';
import { CutMap } from './CutMap.tsx';
import { placeOf, placesIn, readCut, verdictOf, type Cut, type Verdict } from './cut.ts';
import './figures.css';
import './cut-figure.css';

interface Props {
	/** The text of the body, which is split as UTF-8. */
	body: string;
	/** What is shown until the script has loaded. */
	initial: Cut;
	/** The verdict on the obvious loop for a cut at each byte, from 1. */
	verdicts: readonly Verdict[];
}

export function CutFigure({ body, initial, verdicts }: Props) {
	const bytes = useMemo(() => new TextEncoder().encode(body), [body]);
	const places = useMemo(() => placesIn(body), [body]);
	const [at, setAt] = useState(initial.at);
	const [cut, setCut] = useState(initial);
	const id = useId();
	const root = useRef<HTMLDivElement>(null);
	useAwake(root);

	useEffect(() => {
		let isCurrent = true;
		async function read() {
			const next = await readCut(bytes, at);
			// The slider may have moved while the programs ran.
			if (isCurrent) setCut(next);
		}
		void read();
		return () => {
			isCurrent = false;
		};
	}, [bytes, at]);

	const place = placeOf(bytes, { at, frames: cut.frames });

	return (
		<div ref={root} className="fig">
			<div className="fig-bar">
				<label htmlFor={`${id}cut`}>Cut after byte</label>
				<span>
					{at} of {bytes.length}, {place}
				</span>
			</div>
			<div className="fig-slider">
				<CutMap verdicts={verdicts} />
				<input
					id={`${id}cut`}
					type="range"
					min={1}
					max={bytes.length - 1}
					value={at}
					aria-valuetext={`${at}, ${place}`}
					onChange={(event) => setAt(event.target.valueAsNumber)}
				/>
			</div>
			<div className="fig-places" role="group" aria-labelledby={`${id}places`}>
				<span id={`${id}places`}>Cut in</span>
				{places.map((one) => (
					<button
						key={one.name}
						type="button"
						aria-pressed={one.at === at}
						onClick={() => setAt(one.at)}
					>
						{one.name}
					</button>
				))}
			</div>
			<pre className="fig-wire" tabIndex={0} aria-label="The two reads">
				<Read name="Read 1" text={cut.reads[0]} />
				<span className="fig-cut" aria-hidden="true" />
				<Read name="Read 2" text={cut.reads[1]} />
			</pre>
			<div className="fig-columns">
				<section>
					<h3>The obvious loop</h3>
					<LoopResult cut={cut} />
				</section>
				<section>
					<h3>A decoder</h3>
					<p data-sign="good">
						<span aria-hidden="true">✓ </span>
						The same {cut.frames.length} frames, wherever the cut is.
					</p>
					<Text text={cut.ours.text} />
				</section>
			</div>
		</div>
	);
}

function LoopResult({ cut }: { cut: Cut }) {
	const verdict = verdictOf(cut);
	return (
		<>
			<p role="status" data-sign={verdict === 'whole' ? 'good' : 'bad'}>
				<span aria-hidden="true">{verdict === 'whole' ? '✓ ' : '✕ '}</span>
				{verdict === 'whole' && 'Complete, by luck: each read holds complete lines.'}
				{verdict === 'silent' && 'A frame is lost without an error.'}
				{verdict === 'throws' && `It throws. ${cut.loop.threw}`}
			</p>
			<Text text={cut.loop.text} />
		</>
	);
}

function Text({ text }: { text: string }) {
	return (
		<p className="fig-text">
			Text: <code>{text === '' ? 'none' : JSON.stringify(text)}</code>
		</p>
	);
}

function Read({ name, text }: { name: string; text: string }) {
	return (
		<span className="fig-read">
			<span className="sr-only">{name}: </span>
			{inkFrame(text).map((span, i) => (
				<span key={i} data-tone={span.tone}>
					<Visible text={span.text} />
				</span>
			))}
		</span>
	);
}

/** Text with CR and LF made visible. */
function Visible({ text }: { text: string }) {
	return text.split(/([\r\n])/).map((piece, i) =>
		/[\r\n]/.test(piece) ? (
			<span key={i} className="fig-eol">
				{piece === '\r' ? 'CR' : 'LF\n'}
			</span>
		) : (
			piece
		)
	);
}
