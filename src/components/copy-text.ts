/**
 * Copies a text that is still on its way. Safari lets a page write to the clipboard only within the press of a
 * button, so the promise itself is handed over.
 */
export async function copyText(text: Promise<string>): Promise<void> {
	if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(await text);
	const blob = text.then((value) => new Blob([value], { type: 'text/plain' }));
	return navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
}
