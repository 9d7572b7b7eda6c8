/**
 * Circles of imports, type imports among them: files that cannot be read, moved or tested one without the other.
 * What is only loaded later, by `import()`, closes no circle: that is how a part names those it opens.
 */
import { join, dirname } from 'node:path/posix';
import { usesOf } from './source-uses.ts';

/**
 * @param read Gives the text of a file of `files`.
 * @returns The files of each circle, in no order. Strongly connected components, by Tarjan's algorithm.
 */
export function importCircles(
	files: readonly string[],
	read: (file: string) => string
): string[][] {
	const known = new Set(files);
	const indexOf = new Map<string, number>();
	const stack: string[] = [];
	const circles: string[][] = [];

	function visit(file: string): number {
		const index = indexOf.size;
		let lowest = index;
		indexOf.set(file, index);
		stack.push(file);
		for (const target of importsOf(file, read(file))) {
			if (!known.has(target)) continue;
			const seen = indexOf.get(target);
			if (seen === undefined) lowest = Math.min(lowest, visit(target));
			else if (stack.includes(target)) lowest = Math.min(lowest, seen);
		}
		if (lowest === index) {
			const circle = stack.splice(stack.indexOf(file));
			if (circle.length > 1) circles.push(circle);
		}
		return lowest;
	}

	for (const file of files) if (!indexOf.has(file)) visit(file);
	return circles;
}

function importsOf(file: string, text: string): string[] {
	return usesOf(file, text).flatMap((use) =>
		use.kind === 'import' && !use.isDeferred && use.specifier.startsWith('.')
			? [join(dirname(file), use.specifier.split('?')[0] ?? '')]
			: []
	);
}
