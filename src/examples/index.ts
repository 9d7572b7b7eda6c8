export { installOf } from './installs.ts';

/** Every example file, keyed by its path under `src/examples/`: the text shown is the file run. */
export const examples = import.meta.glob<string>(['./*/**/*'], {
	query: '?raw',
	import: 'default',
	eager: true,
});
