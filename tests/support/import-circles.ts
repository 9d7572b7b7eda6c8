/**
 * Circles of imports, type imports among them: files that cannot be read, moved or tested one without the other.
 * What is only loaded later, by `import()`, closes no circle: that is how a part names those it opens.
 */
import { join, dirname } from 'node:path/posix';
import { roomOf } from './import-table.ts';
import { usesOf } from './source-uses.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * @param read Gives the text of a file of `files`.
 * @returns The files of each circle, and the rooms of each, in no order.
 */
export function importCircles(
	files: readonly string[],
	read: (file: string) => string
): string[][] {
	const known = new Set(files);
	const graph = new Map(
		files.map((file) => [file, importsOf(file, read(file)).filter((to) => known.has(to))])
	);
	return [...circlesOf(graph), ...circlesOf(betweenRooms(graph))];
}

/** A room and one inside it are not two: its index offers what stands inside, and that may use the room's files. */
function betweenRooms(files: Graph): Graph {
	const rooms = new Map<string, string[]>();
	for (const [file, targets] of files) {
		const from = roomOf(file);
		const others = targets
			.map(roomOf)
			.filter((to) => !`${to}/`.startsWith(`${from}/`) && !`${from}/`.startsWith(`${to}/`));
		rooms.set(from, [...(rooms.get(from) ?? []), ...others]);
	}
	return rooms;
}

/** Strongly connected components, by Tarjan's algorithm. */
function circlesOf(graph: Graph): string[][] {
	const indexOf = new Map<string, number>();
	const stack: string[] = [];
	const circles: string[][] = [];

	function visit(node: string): number {
		const index = indexOf.size;
		let lowest = index;
		indexOf.set(node, index);
		stack.push(node);
		for (const target of graph.get(node) ?? []) {
			const seen = indexOf.get(target);
			if (seen === undefined) lowest = Math.min(lowest, visit(target));
			else if (stack.includes(target)) lowest = Math.min(lowest, seen);
		}
		if (lowest === index) {
			const circle = stack.splice(stack.indexOf(node));
			if (circle.length > 1) circles.push(circle);
		}
		return lowest;
	}

	for (const node of graph.keys()) if (!indexOf.has(node)) visit(node);
	return circles;
}

function importsOf(file: string, text: string): string[] {
	return usesOf(file, text).flatMap((use) =>
		use.kind === 'import' && !use.isDeferred && use.specifier.startsWith('.')
			? [join(dirname(file), use.specifier.split('?')[0] ?? '')]
			: []
	);
}
