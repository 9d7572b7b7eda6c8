import { describe, expect, test } from 'vitest';
import { reportLink } from '../../../src/components/report-link.ts';

const page = { title: 'Python', address: 'https://docs.test/python/', version: '1a2b3c4' };
const body =
	'Page: https://docs.test/python/\nVersion: 1a2b3c4\n\nWhat is wrong, and what should it say?\n\n';

describe('reportLink()', () => {
	test.each([
		['GitHub', 'https://github.com/o/r/edit/main/src/a.mdx', 'https://github.com/o/r/issues/new'],
		['Gitea', 'https://git.test/o/r/_edit/main/src/a.mdx', 'https://git.test/o/r/issues/new'],
	])('opens an issue on %s, with the page and its version', (_, editUrl, address) => {
		const link = new URL(reportLink(new URL(editUrl), page)!);
		expect(link.origin + link.pathname).toBe(address);
		expect(Object.fromEntries(link.searchParams)).toEqual({ title: 'Page “Python”: ', body });
	});

	test('opens an issue on GitLab, in a group of groups, whose fields have other names', () => {
		const link = new URL(reportLink(new URL('https://gitlab.com/g/h/r/-/edit/main/a.mdx'), page)!);
		expect(link.origin + link.pathname).toBe('https://gitlab.com/g/h/r/-/issues/new');
		expect(Object.fromEntries(link.searchParams)).toEqual({
			'issue[title]': 'Page “Python”: ',
			'issue[description]': body,
		});
	});

	test('is not there for a host whose addresses it does not know', () => {
		expect(reportLink(new URL('https://code.test/o/r/?file=a.mdx'), page)).toBeUndefined();
	});
});
