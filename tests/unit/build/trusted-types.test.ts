import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TRUSTED_TYPES_SCRIPT } from '../../../src/build/trusted-types.ts';

interface Rules {
	createHTML(text: string): string;
	createScriptURL(text: string): string | null;
}

/** The policy that the script makes, as a page on `origin` makes it. */
function policyOf(origin: string): Rules {
	let made: [name: string, rules: Rules] | undefined;
	const trustedTypes = {
		createPolicy: (name: string, rules: Rules) => void (made = [name, rules]),
	};
	const location = { origin, toString: () => `${origin}/page/` };
	runInNewContext(TRUSTED_TYPES_SCRIPT, { trustedTypes, location, URL });
	expect(made?.[0]).toBe('default');
	return made![1];
}

const rules = policyOf('https://site.test');

describe('trustedTypesScript', () => {
	test('does nothing without Trusted Types', () => {
		expect(() => runInNewContext(TRUSTED_TYPES_SCRIPT, {})).not.toThrow();
	});

	test('leaves no tag but <mark> in any markup', () => {
		const piece = fc.constantFrom(
			'<',
			'>',
			'/',
			'mark',
			'MARK',
			' ',
			'img',
			'onerror=',
			'<!--',
			'x'
		);
		fc.assert(
			fc.property(fc.array(piece), (pieces) => {
				const html = rules.createHTML(pieces.join(''));
				expect(html.replaceAll(/<\/?mark>/g, '')).not.toContain('<');
			})
		);
	});

	test('changes nothing in what Pagefind shows, and in a character reference', () => {
		for (const text of ['A <mark>stream</mark> of &lt;chunks&gt;', '&eacute;', '']) {
			expect(rules.createHTML(text)).toBe(text);
		}
	});

	test("allows the URL of Pagefind's worker, under any path, and no other", () => {
		for (const url of ['/pagefind/pagefind-worker.js', '/docs/pagefind/pagefind-worker.js']) {
			expect(rules.createScriptURL(url)).toBe(url);
			expect(rules.createScriptURL(`https://site.test${url}`)).toBe(`https://site.test${url}`);
			expect(rules.createScriptURL(`https://elsewhere.test${url}`)).toBeNull();
			expect(rules.createScriptURL(`//elsewhere.test${url}`)).toBeNull();
		}
		for (const url of ['/a.js', 'data:text/javascript,1', 'blob:https://site.test/1']) {
			expect(rules.createScriptURL(url), url).toBeNull();
		}
	});
});
