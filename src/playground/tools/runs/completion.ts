/**
 * Reads the text of an answer that was not streamed: one JSON body.
 *
 * Out     The text of its first choice; `undefined` if there is none, as in an error, a web page, or an
 *         incomplete body.
 */
interface Completion {
	choices?: readonly { message?: { content?: unknown } | null }[] | null;
}

export function textOfCompletion(body: string): string | undefined {
	let value: unknown;
	try {
		value = JSON.parse(body);
	} catch {
		return undefined; // Incomplete, or not JSON at all: the run's outcome says which.
	}
	const choices = (value as Completion | null)?.choices;
	const content = Array.isArray(choices) ? choices[0]?.message?.content : undefined;
	return typeof content === 'string' ? content : undefined;
}
