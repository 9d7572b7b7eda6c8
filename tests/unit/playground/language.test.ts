import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
	vi.unstubAllGlobals();
	vi.resetModules();
});

/** What a library would find after the page has loaded `language.ts`. */
async function languageAfter(language: unknown) {
	vi.stubGlobal('navigator', { language });
	await import('../../../src/playground/language.ts');
	return navigator.language;
}

test.each(['C', 'not a language', ''])('%j gives way to English', async (language) => {
	const known = await languageAfter(language);
	expect(known).toBe('en');
	expect(new Intl.NumberFormat(known).format(1234)).toBe('1,234');
});

test.each(['en-GB', 'de', 'zh-Hant-TW'])('%j stays', async (language) => {
	expect(await languageAfter(language)).toBe(language);
});

test('a plot can be loaded where the language is none', async () => {
	vi.stubGlobal('navigator', { language: 'C' });
	// As in a browser: uPlot looks at these while it loads.
	vi.stubGlobal('window', new EventTarget());
	vi.stubGlobal('matchMedia', () => new EventTarget());
	vi.stubGlobal('document', new EventTarget());
	vi.stubGlobal('devicePixelRatio', 1);
	const { createPlot } = await import('../../../src/playground/tools/time/plot.ts');
	expect(createPlot).toBeTypeOf('function');
});
