/**
 * A part that cannot be drawn: it says so and offers the recording, and everything else stays.
 *
 * Each part is made to fail from outside: a method throws while the test wants it to, given what that part alone
 * gives it.
 */
import { expect, test } from '../support/test.ts';
import { LONG_ANSWER, type Playground } from '../support/playground.ts';

/** A method, and what a part alone gives it, as text. */
const calls = {
	answer: ['String', 'replace', '/\\r\\n?/g'],
	frames: ['String', 'split', '/(?<=\\r\\n|\\n|\\r(?!\\n))/'],
	// The box for a pasted stream.
	tool: ['Document', 'createElement', 'textarea'],
} as const;

/** Opens the playground with a part that cannot be drawn, until `heal()`. */
async function openPoisoned(playground: Playground, part: keyof typeof calls) {
	const { page } = playground;
	await page.addInitScript(([type, method, given]) => {
		const { prototype } = globalThis[type] as unknown as {
			prototype: Record<string, (...all: unknown[]) => unknown>;
		};
		const real = prototype[method]!;
		Object.defineProperty(prototype, method, {
			value(this: unknown, ...all: unknown[]) {
				if (String(all[0]) === given && 'isPoisoned' in globalThis) throw new TypeError('poisoned');
				return real.apply(this, all);
			},
		});
	}, calls[part]);
	await playground.open();
	await page.evaluate(() => Object.assign(globalThis, { isPoisoned: true }));
	return {
		heal: () => page.evaluate(() => delete (globalThis as { isPoisoned?: boolean }).isPoisoned),
	};
}

/** The run is still there as a file. */
async function saves(playground: Playground) {
	expect(await playground.saveFromAlert()).toMatchObject({
		version: 1,
		reads: expect.arrayContaining([expect.anything()]),
	});
}

async function formIsAsItWas({ form }: Playground) {
	await expect(form.message).toBeVisible();
	await expect(form.run).toBeEnabled();
}

test('the answer: its text stands there plain, and the frames stay', async ({ playground }) => {
	await openPoisoned(playground, 'answer');
	await playground.startLongRun();
	await playground.stopRun();
	await expect(playground.alert).toContainText(
		'kept the answer from being drawn: TypeError: poisoned'
	);
	await expect(playground.response.region).toContainText(LONG_ANSWER);
	await expect(playground.frames.items.first()).toBeVisible();
	await formIsAsItWas(playground);
	await saves(playground);
	await playground.response.plain.click();
	await expect(playground.alert, 'Plain can be drawn').toHaveCount(0);
	await expect(playground.response.region).toContainText(LONG_ANSWER);
});

test('the frames: the answer stays, and Try again draws them once they can be', async ({
	playground,
}) => {
	const { heal } = await openPoisoned(playground, 'frames');
	await playground.startLongRun();
	await playground.stopRun();
	await expect(playground.alert).toContainText(
		'kept the frames from being drawn: TypeError: poisoned'
	);
	await expect(playground.response.region).toContainText(LONG_ANSWER);
	await formIsAsItWas(playground);
	await saves(playground);
	await heal();
	await playground.tryAgain.click();
	await expect(playground.frames.items.first()).toBeVisible();
	await expect(playground.alert).toHaveCount(0);
});

test('a tool: the others open, and the run stays', async ({ playground }) => {
	await openPoisoned(playground, 'tool');
	await playground.tools.button('Import, export').click();
	await expect(playground.alert).toContainText(
		'kept “Import, export” from being drawn: TypeError: poisoned'
	);
	await saves(playground);
	await playground.tools.open('Runs');
	await expect(playground.alert).toHaveCount(0);
	await expect(playground.frames.items.first()).toBeVisible();
	await formIsAsItWas(playground);
});
