/** The answer and its frames: from one to the other, and the run played again. */
import { expect, test } from './test.ts';
import {
	button,
	frame,
	FRAMES,
	region,
	RESPONSE,
	RUN,
	STATUS,
	TEXT,
	TIMING,
	TOOLS,
} from './screen.ts';
import { until, type Reader } from './reader.ts';

const marked = (reader: Reader) =>
	reader.run(() => [...(CSS.highlights.get('pg-linked') ?? [])].map(String), null);

test('a word leads to the frame that brought it, and back', async ({ reader }) => {
	await reader.open('/playground/');
	// What links them comes with the first movement, so a reader may have to move once more.
	await until(async () => {
		await reader.pointAt(TEXT, 'Once');
		expect(await marked(reader)).toEqual(['Once']);
	});
	const current = { css: '[aria-current="true"]', within: FRAMES };
	await reader.reads(current, '"Once"');

	// Not one by its number: where the page scrolls under the pointer, it may be over another word, and the list at its
	// frame.
	const other = { css: '.pg-row:not([aria-current])', containing: 'text', within: FRAMES };
	await until(async () => {
		await reader.hover(other);
		const [word = 'nothing is marked'] = await marked(reader);
		expect(word).not.toBe('Once');
		expect((await reader.see(current)).text).toContain(word.trim());
	});
});

test('a frame opens, and its bytes can be found', async ({ reader }) => {
	await reader.open('/playground/');
	await reader.click({ css: '.pg-row', within: frame(2) });
	await reader.reads({ css: '.pg-open', within: frame(2) }, /Bytes [\d,]+ to [\d,]+ of the body/);
	await reader.click(button('Find', FRAMES));
	await reader.enter({ role: 'searchbox', name: 'Search the frames' }, 'lighthouse');
	await reader.reads({ css: '.pg-find-count' }, /Match \d+ of \d+/);
});

test('a run is stepped through, and played to its end', async ({ reader }) => {
	await reader.open('/playground/');
	const scrubber = { role: 'slider', name: 'Position in the run', within: TIMING };
	const whole = (await reader.see(RESPONSE)).text;
	await reader.click(scrubber);
	await reader.tab.press('Home');
	await reader.reads(FRAMES, '0 frames');
	await reader.click(button('Next frame', TIMING));
	await reader.reads(FRAMES, '1 frame,');
	const speed = { role: 'combobox', name: 'Speed', within: TIMING };
	// Slow enough to be seen, however busy the machine.
	await reader.choose(speed, '0.25');
	await reader.click(button('Play', TIMING));
	await reader.reads(STATUS, 'Replaying.');
	await reader.choose(speed, '8');
	await reader.reads(STATUS, 'This is a recorded run.');
	expect((await reader.see(RESPONSE)).text).toBe(whole);
});

test('what can be pressed looks so, within a sentence, too', async ({ reader }) => {
	await reader.open('/playground/');
	await reader.click(RUN);
	await reader.ends();
	for (const name of Object.keys(TOOLS)) {
		await reader.click(button(name));
		await reader.see(region(name));
		const plain = await reader.run(() => {
			const looksPressable = (one: Element) => {
				const { borderTopStyle, textDecorationLine, backgroundColor } = getComputedStyle(one);
				const isFilled =
					backgroundColor !== 'rgba(0, 0, 0, 0)' && backgroundColor !== 'transparent';
				return borderTopStyle !== 'none' || textDecorationLine.includes('underline') || isFilled;
			};
			return [...document.querySelectorAll('.pg p :is(a, button), .pg li > :is(a, button)')]
				.filter((one) => one.getClientRects().length > 0 && !one.matches('.pg-row'))
				.filter((one) => !looksPressable(one))
				.map((one) => one.outerHTML.slice(0, 120));
		}, null);
		expect(plain, name).toEqual([]);
	}
});
