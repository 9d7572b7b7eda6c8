/** Which install line each program needs: pages print it, and the tests run the program with it alone. */
import installs from './installs.json' with { type: 'json' };

const LINES: Readonly<Record<string, readonly string[]>> = installs;

/** The line for a program, by its path under `src/examples/`; empty where there is nothing to install. */
export function installOf(file: string): string {
	return Object.keys(LINES).find((line) => LINES[line]?.includes(file)) ?? '';
}
