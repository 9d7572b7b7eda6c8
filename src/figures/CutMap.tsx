import type { Verdict } from './cut.ts';

/** The higher, the worse, so that the map can be read without its colours. */
const HEIGHTS = { whole: 3, throws: 9, silent: 16 } as const satisfies Record<Verdict, number>;
const HEIGHT = 16;

/** A map above the slider: what a cut at each place does to the obvious loop. */
export function CutMap({ verdicts }: { verdicts: readonly Verdict[] }) {
	return (
		<svg
			className="fig-map"
			viewBox={`0 0 ${verdicts.length} ${HEIGHT}`}
			preserveAspectRatio="none"
			aria-hidden="true"
		>
			{runsOf(verdicts).map(({ verdict, from, length }) => (
				<rect
					key={from}
					data-verdict={verdict}
					x={from}
					y={HEIGHT - HEIGHTS[verdict]}
					width={length}
					height={HEIGHTS[verdict]}
				/>
			))}
		</svg>
	);
}

function runsOf(verdicts: readonly Verdict[]) {
	const runs: { verdict: Verdict; from: number; length: number }[] = [];
	for (const [from, verdict] of verdicts.entries()) {
		const last = runs.at(-1);
		if (last?.verdict === verdict) last.length++;
		else runs.push({ verdict, from, length: 1 });
	}
	return runs;
}
