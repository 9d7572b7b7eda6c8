/**
 * Before `npm start`: builds the site if anything that a build reads has changed, or nothing is built.
 *
 * A port that is taken, or is no port, is found first: nobody waits for a build to learn it.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isBuilt } from '../src/build/fingerprint.ts';
import { checkPort, StartError } from '../src/demo/node.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
	await checkPort(process.env.PORT);
	if (!isBuilt(root)) {
		const { status } = spawnSync('npm', ['run', '--silent', 'astro', 'build'], {
			cwd: root,
			stdio: 'inherit',
		});
		process.exitCode = status ?? 1;
	}
} catch (error) {
	if (!(error instanceof StartError)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
