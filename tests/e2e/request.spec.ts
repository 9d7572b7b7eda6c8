/** Input that cannot be sent is explained beside its field. */
import { expect, test } from '../support/test.ts';
import type { Playground } from '../support/playground.ts';

const cases = [
	['an empty message', ({ form }: Playground) => form.message.fill('  '), 'Write one'],
	['no URL', ({ form }: Playground) => form.useEndpoint('not a url'), 'https://'],
	[
		'a key with a bullet',
		({ form }: Playground) => form.useEndpoint('https://a.test', '••••'),
		'Copy',
	],
] as const;

for (const [name, fill, sentence] of cases) {
	test(name, async ({ playground }) => {
		await playground.open();
		await fill(playground);
		await playground.form.run.click();
		const problem = playground.form.problem;
		await expect(problem).toContainText(sentence);
		const invalid = playground.root.locator('[aria-invalid]');
		await expect(invalid).toHaveAttribute('aria-describedby', (await problem.getAttribute('id'))!);
		await expect(playground.ending.status, 'nothing was sent').not.toContainText('Sent');
	});
}
