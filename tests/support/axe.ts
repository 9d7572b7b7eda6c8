/** What axe finds on a page. No rule is left out; one finding is, with its reason. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** A line for each element that breaks a rule, in the whole page or in one part of it; or that breaks one of `rules`. */
export async function axeFaults(
	page: Page,
	part = 'html',
	rules?: readonly string[]
): Promise<string[]> {
	const builder = new AxeBuilder({ page })
		.include(part)
		.options({ resultTypes: ['violations'] })
		// In the page and at once. The other mode is for frames of other origins, which our policy forbids,
		// and carries every element that passed out of the page and into another.
		.setLegacyMode();
	if (rules) builder.withRules([...rules]);
	const { violations, passes } = await builder.analyze();
	expect(passes.length, 'rules that axe applied').toBeGreaterThan(rules ? 0 : 8);
	return violations.flatMap(({ id, nodes }) =>
		nodes
			.filter(({ html }) => !isNamelessCode(id, html))
			.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`)
	);
}

/**
 * Expressive Code gives code that is too wide for its box `role="region"`, so that the keyboard can scroll it,
 * and no name. axe takes it for a landmark like the next one; a region without a name is none, and browsers do
 * not expose it: https://www.w3.org/TR/wai-aria-1.2/#region
 */
function isNamelessCode(rule: string, html: string): boolean {
	return (
		rule === 'landmark-unique' && /^<pre [^>]*role="region"/.test(html) && !/aria-label/.test(html)
	);
}
