import { count } from '../../format.ts';
import { Capped } from '../../parts/index.ts';
import { textOf } from '../../state/index.ts';
import { compare } from './comparison.ts';
import { firstDifference } from './difference.ts';
import type { KeptRun } from '../../state/index.ts';
import { nameOf } from './run-name.ts';

interface Props {
	first: KeptRun;
	second: KeptRun;
}

/** What the comparison found, in a sentence. */
export function conclusionOf({ first, second }: Props): string {
	const text = textOf(first.snapshot);
	const difference = firstDifference(text, textOf(second.snapshot));
	if (!difference) return `The texts are the same: ${count(text.length, 'character')}.`;
	return `The texts differ first at character ${(difference.at + 1).toLocaleString('en')}.`;
}

/** Compares two kept runs: the first difference in their texts, their figures, and both texts. */
export function Comparison({ first, second }: Props) {
	const names = [nameOf(first), nameOf(second)];
	const texts = [textOf(first.snapshot), textOf(second.snapshot)] as const;
	return (
		<>
			<FirstDifference texts={texts} />
			<div className="pg-table" tabIndex={0} role="group" aria-label="Two runs in figures">
				<table className="pg-comparison">
					<thead>
						<tr>
							<th scope="col">Figure</th>
							{names.map((name, i) => (
								<th key={i} scope="col">
									{name}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{compare(first.snapshot, second.snapshot).map(({ name, values }) => (
							<tr key={name}>
								<th scope="row">{name}</th>
								{values.map((value, i) => (
									<td key={i}>{value}</td>
								))}
							</tr>
						))}
					</tbody>
				</table>
			</div>
			<div className="pg-sides">
				{texts.map((text, i) => (
					<section key={i}>
						<header>
							<h4>{names[i]}</h4>
						</header>
						<div
							className="pg-side-text"
							tabIndex={0}
							role="group"
							aria-label={`Text of ${names[i]}`}
						>
							<Capped text={text} />
						</div>
					</section>
				))}
			</div>
		</>
	);
}

function FirstDifference({ texts: [first, second] }: { texts: readonly [string, string] }) {
	const difference = firstDifference(first, second);
	if (!difference) return null;
	return (
		<ul className="pg-parting">
			{[difference.first, difference.second].map((text, i) => (
				<li key={i}>
					<span>{difference.before}</span>
					<mark>{text === '' ? '(ends here)' : text}</mark>
				</li>
			))}
		</ul>
	);
}
