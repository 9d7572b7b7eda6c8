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

/** Compares two kept runs: their figures, the first difference in their texts, and both texts. */
export function Comparison({ first, second }: Props) {
	const names = [nameOf(first), nameOf(second)];
	const texts = [textOf(first.snapshot), textOf(second.snapshot)] as const;
	return (
		<>
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
			<FirstDifference texts={texts} />
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
	if (!difference) return <p>The texts are the same: {count(first.length, 'character')}.</p>;
	const rest = [difference.first, difference.second];
	return (
		<>
			<p>The texts differ first at character {(difference.at + 1).toLocaleString('en')}:</p>
			<ul className="pg-parting">
				{rest.map((text, i) => (
					<li key={i}>
						<span>{difference.before}</span>
						<mark>{text === '' ? '(ends here)' : text}</mark>
					</li>
				))}
			</ul>
		</>
	);
}
