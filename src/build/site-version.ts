import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The commit that the site is built from; the package's version where there is no Git. */
export function siteVersion(root: URL): string {
	try {
		return execFileSync('git', ['describe', '--always', '--dirty', '--tags'], {
			cwd: root,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}).trim();
	} catch {
		// A copy without its history, or a machine without Git.
		const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
		return String(version);
	}
}
