/** Inputs of kinds that people reported, each held to what its reader must get. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { failures, reports, waysToFeed } from '../support/reports.ts';

/** Not right yet. A test holds that each still fails, so that none stays here by mistake. */
const pending: ReadonlySet<string> = new Set([]);

/** What fails, by the way of feeding. */
async function check(name: string): Promise<Record<string, string[]>> {
	const must = reports[name]?.must ?? {};
	const failed: Record<string, string[]> = {};
	for (const [way, feed] of Object.entries(waysToFeed(name))) {
		const found = failures(must, await feed());
		if (found.length > 0) failed[way] = found;
	}
	return failed;
}

describe('reports', () => {
	const names = Object.keys(reports);

	test('are all there, and say what must hold', () => {
		const files = readdirSync(new URL('../fixtures/reports/', import.meta.url));
		expect(names.toSorted()).toEqual(
			files.filter((name) => !/^(README\.md|expected\.json)$/.test(name)).toSorted()
		);
		for (const { must } of Object.values(reports)) expect(must).not.toEqual({});
		expect(names).toEqual(expect.arrayContaining([...pending]));
	});

	test.each(names.filter((name) => !pending.has(name)))(
		'%s gives its reader the truth',
		async (name) => {
			expect(await check(name)).toEqual({});
		}
	);

	test.each([...pending])('%s is not right yet: take it off the list once it is', async (name) => {
		expect(await check(name)).not.toEqual({});
	});
});
