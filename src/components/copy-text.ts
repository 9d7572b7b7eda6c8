/**
 * Copies a text that is still loading. Safari only allows writing to the clipboard during a click, so the
 * promise itself is passed on.
 */
export async function copyText(text: Promise<string>): Promise<void> {
	if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(await text);
	const blob = text.then((value) => new Blob([value], { type: 'text/plain' }));
	return navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
}
