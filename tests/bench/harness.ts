/**
 * What benchmarks share: competitors that take turns in one process, medians, and a verdict.
 *
 * In      A benchmark is a program, `NAME.bench.ts`. Its one argument is how many events to take.
 * Units   CPU time of the process, in ms: on a shared machine it is steadier than time by the clock.
 */
export const EVENTS = Number(process.argv[2] ?? 240_000);
export const ROUNDS = 9;

export interface Times {
	cpuMs: number;
	wallMs: number;
}

/**
 * The medians of each competitor's times. They take turns, so that what else the machine does meets
 * all of them, and the first rounds, in which the engine is still compiling, do not count.
 */
export function race<Name extends string>(
	competitors: Record<Name, () => unknown>,
	{ rounds = ROUNDS, warmUp = 2 } = {}
): Record<Name, Times> {
	const names = Object.keys(competitors) as Name[];
	const times = new Map(names.map((name) => [name, [] as Times[]]));
	for (let round = -warmUp; round < rounds; round++) {
		for (const name of names) {
			const taken = time(competitors[name]);
			if (round >= 0) times.get(name)!.push(taken);
		}
	}
	const medians = names.map((name) => {
		const all = times.get(name)!;
		return [
			name,
			{ cpuMs: median(all.map(({ cpuMs }) => cpuMs)), wallMs: median(all.map((t) => t.wallMs)) },
		];
	});
	return Object.fromEntries(medians) as Record<Name, Times>;
}

function time(run: () => unknown): Times {
	const start = performance.now();
	const before = process.cpuUsage();
	run();
	const { user, system } = process.cpuUsage(before);
	return { cpuMs: (user + system) / 1000, wallMs: performance.now() - start };
}

export function median(numbers: readonly number[]): number {
	const sorted = numbers.toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)]!;
}

/** Ratios of medians in one run differ by so much from run to run on a machine that others use, too. */
const NOISE = 0.1;

/**
 * One line: what was required, what was measured, and by how much it was missed. A miss that noise does not
 * explain makes the benchmark exit with 1.
 */
export function verdict(
	what: string,
	measured: number,
	required: { atLeast: number } | { atMost: number },
	unit = ''
) {
	const isFloor = 'atLeast' in required;
	const limit = isFloor ? required.atLeast : required.atMost;
	const isMet = isFloor ? measured >= limit : measured <= limit;
	const by = Math.abs(measured / limit - 1);
	const missed = `missed by ${(by * 100).toFixed(0)} %${by > NOISE ? '' : ', which may be noise'}`;
	console.log(
		`  ${what}: ${measured.toFixed(2)}${unit}, ${isFloor ? 'at least' : 'at most'} ` +
			`${limit}${unit} required: ${isMet ? 'met' : missed}`
	);
	if (!isMet && by > NOISE) process.exitCode = 1;
}
