import { CopyButton } from '../../parts/index.ts';
import { jsonSoFar } from './json-so-far.ts';

interface Props {
	/** As it has come. */
	text: string;
	/** What it is: “the text”. */
	of: string;
}

/** Longer texts are not read again at every paint. */
const MAX_CHARACTERS = 20_000;

/** Beside JSON that arrives: what a program could use of it by now. */
export function JSONSoFar({ text, of }: Props) {
	if (text.length > MAX_CHARACTERS) return null;
	const value = jsonSoFar(text);
	if (value === undefined) return null;
	const laidOut = JSON.stringify(value, undefined, 2);
	return (
		<section className="pg-json-so-far" aria-label={`Valid so far, of ${of}`}>
			<p>
				Valid so far
				<CopyButton what={`what is valid so far of ${of}`} text={() => laidOut} />
			</p>
			<pre tabIndex={0} aria-label={`JSON so far, of ${of}`}>
				{laidOut}
			</pre>
		</section>
	);
}
