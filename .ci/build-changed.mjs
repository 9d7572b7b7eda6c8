/**
 * Before `npm start`: builds the site if anything that a build reads has changed, or nothing is built.
 *
 * A port that is taken, or is no port, is found first, as is a folder where the build would fail and name something
 * else: nobody waits for a build to learn it.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isBuilt } from '../src/build/fingerprint.ts';
import { checkPort, StartError } from '../src/demo/node.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
	await checkPort(process.env.PORT);
	if (!isBuilt(root)) {
		checkFolder();
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

/** Vite takes a path for an address, in which these signs mean something. */
function checkFolder() {
	const [sign] = /[#%]/.exec(root) ?? [];
	if (sign === undefined) return;
	throw new StartError(
		`The site cannot be built in ${root}: Vite fails where the path has a "${sign}". Rename or move the folder.`
	);
}
