/** A fault of the demo API, chosen in the form. */
import { expect, test } from '../support/test.ts';
import { SCHEMES } from '../support/site.ts';

test.describe('a fault of the demo', () => {
	test('is chosen by name, with options, and needs no network', async ({ playground }) => {
		await playground.open();
		await playground.form.chooseFault('cut;after=7');
		await expect(playground.root).toContainText('The connection');
		await playground.form.run.click();
		await expect(playground.ending.status).toContainText('Cut off.');
		await expect(playground.frames.region).toContainText('never became');
	});

	test('has a list, linked in the page’s own colour', async ({ page, playground }) => {
		for (const colorScheme of SCHEMES) {
			await page.emulateMedia({ colorScheme });
			await playground.open();
			await playground.form.toggleOptions();
			await playground.form.fault.focus();
			const link = page.getByRole('link', { name: 'All faults' });
			await expect(link).toHaveAttribute('href', '/test-your-client/');
			const accent = await playground.form.run.evaluate((run) => {
				return getComputedStyle(run).backgroundColor;
			});
			await expect(link, colorScheme).toHaveCSS('color', accent);
		}
	});

	test('with an unknown name is reported at its box, with the nearest, and nothing is sent', async ({
		playground,
	}) => {
		await playground.open();
		const box = playground.form.fault;
		await playground.form.chooseFault('cut-befor-head');
		// Closed again, it opens for what is wrong in it.
		await playground.form.toggleOptions();
		await expect(box).toBeHidden();
		await playground.form.run.click();
		await expect(box).toBeVisible();
		await expect(box).toHaveAccessibleDescription(
			/There is no such fault\. The nearest: cut-before-head, .* All faults$/
		);
		await expect(playground.ending.status).toContainText('Press Run.');
		await box.fill('cut;after=soon');
		await expect(box, 'it is being mended').not.toHaveAttribute('aria-invalid');
		await expect(box).toBeVisible();
		await playground.form.run.click();
		await expect(box).toHaveAccessibleDescription(/The value of after is wrong\. A whole number/);
		await expect(playground.ending.status).toContainText('Press Run.');
	});

	test('that prevents any answer is not mistaken for a wrong address', async ({ playground }) => {
		await playground.open();
		await playground.runWithFault('cut-before-head');
		await expect(playground.ending.status).toContainText(
			'No answer. The demo broke the connection before it answered. Simulated fault: cut-before-head.'
		);
		await expect(playground.ending.status).not.toContainText('demo.invalid');
		await expect(playground.root).toContainText('Here demo.invalid is the demo, in this page.');
	});
});
