/**
 * The runtimes in which the demo API is tested as a worker. npm brings them with the other packages, and has no
 * build of them for some systems.
 *
 * Out     the path of the program.
 * Errors  `SetupError` where it does not run. Its tests are then skipped, by name.
 */
import { root, run, SetupError } from './report.mjs';

export const RUNTIMES = ['workerd', 'Deno', 'Bun'];

/** @param {string} name */
export function prepareRuntime(name) {
	const program = `${root}node_modules/.bin/${name.toLowerCase()}`;
	const { ok, why } = run(program, ['--version'], { seconds: 60 });
	if (ok) return program;
	throw new SetupError(
		`No ${name}: ${program} does not run: ${why}. Its tests are skipped.`,
		`Run \`npm ci --ignore-scripts=false\`. If that does not help, npm has no build of ${name} for this system.`
	);
}
