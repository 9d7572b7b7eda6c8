/**
 * What npm has for tests to run: the runtimes of workers, and a web server. Some 330 MB, and no build of them for
 * some systems.
 *
 * Out     the path of a program.
 * Errors  `SetupError` where it does not run. Its tests are then skipped, by name.
 */
import { prepareFolder } from './folder.mjs';
import { run, SetupError } from './report.mjs';

export const RUNTIMES = ['workerd', 'Deno', 'Bun', 'serve'];

/** @returns their folder */
export function prepareRuntimes() {
	return prepareFolder({
		name: 'runtimes',
		title: 'workerd, Deno, Bun and serve',
		users: 'The tests of the worker and of other hosts',
		// They put their programs in place themselves.
		npmOptions: ['--ignore-scripts=false'],
	});
}

/** @param {string} name @param {string} folder */
export function prepareRuntime(name, folder) {
	const program = `${folder}node_modules/.bin/${name.toLowerCase()}`;
	const { ok, why } = run(program, ['--version'], { seconds: 60 });
	if (ok) return program;
	throw new SetupError(
		`No ${name}: ${program} does not run: ${why}. Its tests are skipped.`,
		`npm may have no build of ${name} for this system.`
	);
}
