/**
 * What is copied from a terminal or a page often lacks the blank line after its last frame, and a client
 * would wait for it. It is added where the last line is whole; a line that breaks off stays as it is.
 */
export function endLastFrame(text: string): string {
	if (text.replaceAll(/\r\n?/g, '\n').endsWith('\n\n')) return text;
	const pasted = text.trimEnd();
	const data = /(?:^|[\r\n])data: ?([^\r\n]*)$/.exec(pasted)?.[1];
	return data !== undefined && (data === '[DONE]' || isJSON(data)) ? `${pasted}\n\n` : text;
}

function isJSON(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
