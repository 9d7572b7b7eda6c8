import type { ReactNode } from 'react';
import { loadJSONSoFar } from '../../lazy.ts';
import { latePart } from '../../parts/index.ts';

interface Props {
	text: string;
	/** What it is: “the text”. */
	of: string;
	/** The text as it came. */
	children: ReactNode;
}

const JSONSoFar = latePart<Pick<Props, 'text' | 'of'>>(
	async () => (await loadJSONSoFar()).JSONSoFar,
	() => null
);

/** A text as it came and, where it is JSON, beside it what is valid of it so far. */
export function BesideJSON({ text, of, children }: Props) {
	return (
		<div className="pg-json-beside">
			{children}
			{/^\s*[{[]\s*["{}[\]\d-]/.test(text) && <JSONSoFar {...{ text, of }} />}
		</div>
	);
}
