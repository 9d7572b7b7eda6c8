/**
 * A hostile server against the built page: whatever it sends, and in whatever place, nothing runs, nothing
 * loads, nothing leaves the page or widens it, and the playground is still there afterwards.
 */
import { expect, test } from '../support/test.ts';
import type { Playground } from '../support/playground.ts';
import { attack, type Answer } from './hostile.ts';
import {
	asDetail,
	asErrorBody,
	asErrorFrame,
	asPage,
	asText,
	everywhere,
	pieces,
} from './streams.ts';

// A trace of hundreds of runs is larger than the machine.
test.use({ trace: 'off' });

/** Opens the frame at the end and shows it in each way. */
async function eachViewOfAFrame({ page, frames }: Playground) {
	await frames.items.last().getByRole('button').first().click();
	const views = page
		.getByRole('group', { name: /^Show frame/ })
		.getByRole('radio', { disabled: false });
	await expect(views.first()).toBeVisible();
	for (const view of await views.all()) {
		// Its label, by the pointer, as a reader does: the radio itself is hidden.
		await view.locator('xpath=..').click({ timeout: 10_000 });
		await expect(view).toBeChecked();
	}
	await page.keyboard.press('Escape');
}

const kinds = {
	text: (text: string) => ({ reads: [new TextEncoder().encode(asText(text))] }),
	'text in pieces': (text: string) => ({
		reads: pieces(asText(text), Math.max(7, Math.ceil(text.length / 40))),
	}),
	'every other place': (text: string) => ({ reads: [new TextEncoder().encode(everywhere(text))] }),
	'an error frame': (text: string) => ({ reads: [new TextEncoder().encode(asErrorFrame(text))] }),
	'an error body': (text: string) => ({
		status: 400,
		type: 'application/json',
		reads: [new TextEncoder().encode(asErrorBody(text))],
	}),
	'the detail of an error': (text: string) => ({
		status: 422,
		type: 'application/json',
		reads: [new TextEncoder().encode(asDetail(text))],
	}),
	'a web page': (text: string) => ({
		type: 'text/html',
		reads: [new TextEncoder().encode(asPage(text))],
	}),
} satisfies Record<string, (text: string) => Partial<Answer>>;

for (const [kind, answerOf] of Object.entries(kinds)) {
	test(`as ${kind}: nothing runs, loads, leaves or widens`, async ({ playground }) => {
		test.setTimeout(900_000);
		const { payloads, run, check, checkBoth, finish } = await attack(playground);
		for (const { name: whole, text } of payloads) {
			const name = whole.slice(0, 80);
			await run(answerOf(text));
			await check(name);
			if (kind === 'text') {
				await playground.response.plain.click();
				await checkBoth(`${name}, plain`);
				await playground.response.markdown.click();
				await check(name);
			}
			if (kind === 'every other place') {
				await eachViewOfAFrame(playground);
				await checkBoth(`${name}, opened`);
			}
		}
		await finish();
	});
}
