/** The packages of an app that runs what the page _React and Next.js_ prints, some 400 MB. */
import { prepareFolder } from './folder.mjs';

/** @returns the app's folder */
export function prepareNext() {
	return prepareFolder({
		name: 'next',
		title: 'Next.js',
		users: 'The tests of the page React and Next.js',
		npmOptions: ['--ignore-scripts'],
	});
}
