/**
 * The text of an answer that was not streamed: one JSON body.
 *
 * In      The body as text, as far as it has come.
 * Out     The text of its first choice; `undefined` where there is none: an error, a web page, half a body.
 * Errors  None: servers send anything.
 */
interface Completion {
	choices?: readonly { message?: { content?: unknown } | null }[] | null;
}

export function textOfCompletion(body: string): string | undefined {
	let value: unknown;
	try {
		value = JSON.parse(body);
	} catch {
		return undefined; // Not whole yet, or no JSON at all: the run's outcome says which.
	}
	const choices = (value as Completion | null)?.choices;
	const content = Array.isArray(choices) ? choices[0]?.message?.content : undefined;
	return typeof content === 'string' ? content : undefined;
}
