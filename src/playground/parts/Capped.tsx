import { count } from '../format.ts';

/** Text of any length that a server gave: its beginning, and how much more there is. */
export function Capped({ text, characters = 50_000 }: { text: string; characters?: number }) {
	// Laying out a paragraph of many more takes the browser seconds.
	return (
		<>
			{text.slice(0, characters)}
			{text.length > characters && ` … ${count(text.length - characters, 'more character')}`}
		</>
	);
}
