/** The figure of Stop, on its page: both counts, with a gateway that passes the close on and one that does not. */
import { expect, test } from '../support/test.ts';

for (const passesOn of [true, false]) {
	test(`the gateway ${passesOn ? 'passes the close on' : 'keeps the close to itself'}`, async ({
		page,
	}) => {
		await page.goto('/connection-drops/');
		const figure = page.locator('.pg-after-stop');
		await figure.getByRole('checkbox').setChecked(passesOn);
		await figure.getByRole('button', { name: 'Run' }).click();
		const cells = (name: string) => figure.getByRole('row', { name }).getByRole('cell');
		await expect(cells('Client').first()).not.toHaveText('0');
		await figure.getByRole('button', { name: 'Stop' }).click();
		await expect(figure.locator('p')).toHaveText(
			passesOn
				? /^The server made nothing more after Stop\. Both have \d+ frames\.$/
				: /^The server made \d+ more frames after Stop, for nobody\.$/,
			{ timeout: 20_000 }
		);
		const [client, server] = await Promise.all(
			['Client', 'Server'].map(async (name) => Number(await cells(name).first().textContent()))
		);
		if (passesOn) expect(server).toBe(client);
		else expect(server).toBeGreaterThan(client!);
	});
}
