/**
 * The one way to the clipboard. A text may still be loading: Safari only allows writing during a click, so the
 * promise itself is passed on.
 *
 * @returns Whether it was copied. A browser may refuse, and without HTTPS there is no clipboard at all.
 */
export async function copyText(text: string | Promise<string>): Promise<boolean> {
	try {
		if (typeof text === 'string' || typeof ClipboardItem === 'undefined') {
			await navigator.clipboard.writeText(await text);
		} else {
			const blob = text.then((value) => new Blob([value], { type: 'text/plain' }));
			await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
		}
		return true;
	} catch {
		// The caller says so; there is nothing else to do.
		return false;
	}
}
