/** Where in the value it will stand. */
export interface Place {
	/** Of the nearest property. */
	readonly name: string;
	readonly depth: number;
	/** How many alternatives, one inside the other, were chosen on the way. */
	readonly choices: number;
	/** Which of several values for the same schema: items of a list. */
	readonly variant: number;
	/** How many values of its kind stand before it in its object. */
	readonly before: { readonly number: number; readonly string: number };
}

export const TOP: Place = {
	name: '',
	depth: 0,
	choices: 0,
	variant: 0,
	before: { number: 0, string: 0 },
};
