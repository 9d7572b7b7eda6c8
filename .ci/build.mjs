/**
 * `npm run build`: builds the site, changed or not, once no other set-up or build is at work in this folder.
 *
 * In      arguments for `astro build`.
 */
import { spawnSync } from 'node:child_process';
import { alone } from './setup/lock.mjs';
import { root } from './setup/report.mjs';

await alone(async () => {
	const { status } = spawnSync(
		'npm',
		['run', '--silent', 'astro', 'build', '--', ...process.argv.slice(2)],
		{ cwd: root, stdio: 'inherit' }
	);
	process.exitCode = status ?? 1;
});
