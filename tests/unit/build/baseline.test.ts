/** The baseline of the site: one year, for the build and for the linter. */
import { readFileSync } from 'node:fs';
import { getCompatibleVersions } from 'baseline-browser-mapping';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('the build targets the browsers of the year that the linter holds the code to', () => {
	const year = Number(/"available": (\d+)/.exec(read('.oxlintrc.json'))?.[1]);
	const names: Readonly<Record<string, string>> = {
		chrome: 'chrome',
		edge: 'edge',
		firefox: 'firefox',
		safari: 'safari',
		safari_ios: 'ios',
	};
	const wanted = getCompatibleVersions({ targetYear: year })
		.filter(({ browser }) => browser in names)
		.map(({ browser, version }) => `${names[browser]}${version}`);
	const target = /target: \[(.*)\]/.exec(read('astro.config.mjs'))?.[1];
	expect(target?.match(/[\w.]+/g)?.toSorted()).toEqual(wanted.toSorted());
	expect(read('CONTRIBUTING.md')).toContain(`Baseline ${year}`);
});
