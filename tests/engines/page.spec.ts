/** The page around the playground, and what a browser or a network may do to it. */
import { expect, test } from './test.ts';
import { API_KEY, button, MESSAGE, region, RESPONSE, RUN, TOOLS } from './screen.ts';

test('the search finds a page', async ({ reader }) => {
	const dialog = { role: 'dialog', name: 'Search' };
	await reader.open('/python/');
	await reader.click(button('Search'));
	await reader.enter({ role: 'textbox', within: dialog }, 'keep-alive');
	const result = { css: '.pagefind-ui__result-link', within: dialog };
	await reader.see(result);
	await reader.click(result);
	await reader.gone(dialog);
	expect(await reader.run(() => location.pathname, null)).not.toBe('/python/');
});

test('the theme stays when it is chosen', async ({ reader }) => {
	const theme = { css: 'starlight-theme-select select' };
	const background = () => reader.run(() => getComputedStyle(document.body).backgroundColor, null);
	await reader.open('/python/');
	await reader.choose(theme, 'light');
	const light = await background();
	await reader.choose(theme, 'dark');
	expect(await background()).not.toBe(light);
	const dark = await background();
	await reader.open('/playground/');
	expect(await background()).toBe(dark);
});

for (const path of ['/', '/playground/']) {
	test(`${path} fits a phone of 390 px, and runs there`, async ({ reader }) => {
		await reader.tab.resize(390, 780);
		await reader.open(path);
		await reader.click(RUN);
		await reader.ends();
		for (const [name, sign] of Object.entries(TOOLS)) {
			await reader.click(button(name));
			await reader.see({ ...sign, within: region(name) });
			const overflow = await reader.run(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
				null
			);
			expect(overflow, name).toBe(0);
		}
	});
}

test('a reader who goes and comes back finds the answer, and not the key', async ({
	reader,
	api,
}) => {
	await reader.open('/playground/');
	await reader.click({ role: 'radio', name: 'Your endpoint' });
	await reader.enter({ role: 'textbox', name: 'Base URL' }, `${api.origin}/v1`);
	await reader.enter(API_KEY, 'sk-engines-93c07aa25d184b1f');
	await reader.enter(MESSAGE, 'Tell me about coming back');
	await reader.click(RUN);
	await reader.ends();
	await reader.open('/python/');
	await reader.back('/playground/');
	await reader.reads(RESPONSE, 'coming back');
	await reader.see(API_KEY, { value: '' });
	await reader.reads({ css: '.pg-form' }, 'The key was forgotten when you left the page.');
	await reader.enter(MESSAGE, 'Once more');
	await reader.click(RUN);
	await reader.reads(RESPONSE, 'Once more');
});

test('without storage the page runs, and forgets', async ({ reader }) => {
	await reader.open('/denied/playground/');
	expect(await reader.run(() => origin, null), 'a page without an origin').toBe('null');
	await reader.click(RUN);
	await reader.ends();
	await reader.click(button('Plain', RESPONSE));
	await reader.see(button('Plain', RESPONSE), { isOn: true });
	await reader.click(button('Time'));
	await reader.see({ ...TOOLS['Time']!, within: region('Time') });
});

test('a part that does not come is told, and tried again', async ({ reader, site }) => {
	await reader.open('/playground/');
	await reader.see(button('Time'));
	site.lost = /\/time\.[\w-]+\.js$/;
	const alert = { role: 'alert' };
	try {
		await reader.click(button('Time'));
		await reader.reads(alert, '“Time” could not be loaded. Check your connection.');
		await reader.click(button('Try again'));
		await reader.reads(alert, 'If you are online, reload the page.');
	} finally {
		site.lost = undefined;
	}
	await reader.click(button('Try again'));
	await reader.see({ ...TOOLS['Time']!, within: region('Time') });
});
