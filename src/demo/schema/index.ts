/** Values that fit a JSON schema, with what a message says in them. */
import { refuse } from '../fields.ts';
import { readHints } from './hints.ts';
import { TOP } from './place.ts';
import { createTask, TooMuch } from './task.ts';
import { make } from './values.ts';

export { isPlace, placeCount } from './hints.ts';

export interface Wish {
	readonly schema: unknown;
	/** The message that asks for it. */
	readonly message: string;
	/** Where several calls take a place each: which place this one takes. */
	readonly fromPlace?: number;
	/** Path of the schema in the request, for the error. */
	readonly param: string;
}

/** @throws `Refusal` 400 where the demo finds no value that fits. */
export function valueFor({ schema, message, fromPlace = 0, param }: Wish): unknown {
	const task = createTask(schema, readHints(message, fromPlace));
	try {
		const value = make(schema, TOP, task);
		if (value !== undefined) return value;
	} catch (error) {
		if (!(error instanceof TooMuch)) throw error;
		throw refuse(
			`\`${param}\` is too large or refers to itself without end. Send a smaller schema.`,
			param
		);
	}
	throw refuse(
		`\`${param}\` is a schema for which the demo finds no value. Check that it can be met, or simplify it.`,
		param
	);
}
