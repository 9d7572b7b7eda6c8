import { afterEach, describe, expect, test, vi } from 'vitest';
import { copyText } from '../../../src/snippets/index.ts';

afterEach(() => vi.unstubAllGlobals());

describe('copyText()', () => {
	test('hands over a text, or the promise of one, and says that it did', async () => {
		const written: string[] = [];
		vi.stubGlobal(
			'ClipboardItem',
			class {
				readonly blobs: Record<string, Promise<Blob>>;
				constructor(blobs: Record<string, Promise<Blob>>) {
					this.blobs = blobs;
				}
			}
		);
		vi.stubGlobal('navigator', {
			clipboard: {
				writeText: async (text: string) => void written.push(text),
				write: async ([item]: [{ blobs: Record<string, Promise<Blob>> }]) =>
					void written.push((await (await item.blobs['text/plain'])?.text()) ?? 'nothing'),
			},
		});
		expect(await copyText('now')).toBe(true);
		expect(await copyText(Promise.resolve('later'))).toBe(true);
		expect(written).toEqual(['now', 'later']);
	});

	test.each([
		['the browser refuses', { writeText: () => Promise.reject(new Error('NotAllowedError')) }],
		['the page did not come by HTTPS', undefined],
	])('says that it did not where %s', async (_, clipboard) => {
		vi.stubGlobal('navigator', { clipboard });
		expect(await copyText('text')).toBe(false);
	});

	test('says that it did not where the text never comes', async () => {
		vi.stubGlobal('navigator', { clipboard: { writeText: async () => undefined } });
		vi.stubGlobal('ClipboardItem', undefined);
		expect(await copyText(Promise.reject(new Error('404')))).toBe(false);
	});
});
