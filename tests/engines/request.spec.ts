/** The request: to the reader's own endpoint with a key, and as a link to somebody else. */
import { expect, test } from './test.ts';
import { API_KEY, button, MESSAGE, region, RESPONSE, RUN } from './screen.ts';

const key = 'sk-engines-4b1f93c07aa25d18';
const endpoint = { role: 'radio', name: 'Your endpoint' };
const baseURL = { role: 'textbox', name: 'Base URL' };

test('a request goes to the endpoint with the key, which is kept nowhere', async ({
	reader,
	api,
}) => {
	await reader.open('/playground/');
	await reader.click(endpoint);
	await reader.enter(baseURL, `${api.origin}/v1`);
	await reader.enter(API_KEY, key);
	await reader.enter(MESSAGE, 'Hello over HTTP');
	await reader.click(RUN);
	await reader.reads(RESPONSE, 'Hello over HTTP');
	await reader.ends();
	expect(api.asked.map((head) => head.get('authorization'))).toContain(`Bearer ${key}`);
	const kept = await reader.run(() => JSON.stringify([{ ...localStorage }, location.href]), null);
	expect(kept).toContain(api.origin);
	expect(kept).not.toContain(key);
});

test('a link carries the request to another page, and runs nothing there', async ({
	reader,
	api,
}) => {
	await reader.open('/playground/');
	await reader.click(endpoint);
	await reader.enter(baseURL, `${api.origin}/v1`);
	await reader.enter(API_KEY, key);
	await reader.enter(MESSAGE, 'Share “this”, 🚀 & all');
	await reader.click(button('Share'));
	const box = { role: 'textbox', name: 'Link', within: region('Share') };
	await expect.poll(async () => (await reader.look(box))?.value).toMatch(/#run=1\./);
	const link = (await reader.see(box)).value;

	const asked = api.asked.length;
	await reader.open('/python/');
	await reader.run(() => localStorage.clear(), null);
	await reader.open(link);
	await reader.see(MESSAGE, { value: 'Share “this”, 🚀 & all' });
	await reader.see(endpoint, { isOn: true });
	await reader.see(baseURL, { value: `${api.origin}/v1` });
	await reader.see(API_KEY, { value: '' });
	expect(api.asked).toHaveLength(asked);

	// In a line of text a button is underlined, whatever the engine makes of buttons.
	const dismiss = button('Dismiss');
	await reader.see(dismiss);
	const decoration = await reader.run(
		(target) => engines.find(target).map((one) => getComputedStyle(one).textDecorationLine),
		dismiss
	);
	expect(decoration).toEqual(['underline']);
});
