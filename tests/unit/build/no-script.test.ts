import { describe, expect, test } from 'vitest';
import { lightRulesOf } from '../../../src/build/no-script.ts';

describe('lightRulesOf()', () => {
	test('keeps the rules for the light theme, for whatever theme the page has', () => {
		expect(lightRulesOf(`:root{--a:1}:root[data-theme='light']{--a:2}`)).toBe(
			`:root[data-theme]{--a:2}`
		);
		expect(lightRulesOf(`[data-theme=light] a,[data-theme=dark] b{color:red}`)).toBe(
			`[data-theme] a{color:red}`
		);
		expect(lightRulesOf(`:root:not([data-theme='dark']) a{color:red}`)).toBe(
			`:root[data-theme] a{color:red}`
		);
	});

	test('keeps the layer and the media query of a rule, and no empty one', () => {
		const css = `@layer a,b;@layer a{p{color:red}}@layer b{@media print{html[data-theme=light]{color:red}}}`;
		expect(lightRulesOf(css)).toBe(`@layer b{@media print{html[data-theme]{color:red}}}`);
	});

	test('leaves out what is light in a dark page, too', () => {
		expect(lightRulesOf(`.code[data-theme='light']{color:red}/* light */`)).toBe('');
	});
});
