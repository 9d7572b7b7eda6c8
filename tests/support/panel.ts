/** The playground's panels as a person works them. */
import { expect, type Locator, type Page } from '@playwright/test';
import { wake } from './playground.ts';

/** Opens a panel of a playground that is awake. */
export async function openPanel(page: Page, name: string): Promise<Locator> {
	await wake(page);
	await page.getByRole('button', { name, exact: true }).click();
	const panel = page.getByRole('region', { name, exact: true });
	await expect(panel).toBeVisible();
	return panel;
}

/** A client's row in the table of clients. */
export function clientRow(panel: Locator, name: string): Locator {
	return panel.getByRole('row').filter({ has: panel.page().getByRole('rowheader', { name }) });
}
