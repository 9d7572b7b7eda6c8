/**
 * Debian's packages: for containers and CI machines, where one is root and nobody is there to ask.
 *
 * Errors  returned as a sentence, since the caller has other ways to try or to tell of.
 */
import { existsSync } from 'node:fs';
import { run } from './report.mjs';

const APT_GET = '/usr/bin/apt-get';
const SECONDS = 600;

export function canInstallDebianPackages() {
	return process.getuid?.() === 0 && existsSync(APT_GET);
}

/** @param {string} name @returns {string | undefined} what went wrong */
export function installDebianPackage(name) {
	if (!existsSync(APT_GET)) return 'this system has no apt-get';
	if (!canInstallDebianPackages()) return 'apt-get needs root';

	const options = { seconds: SECONDS, env: { DEBIAN_FRONTEND: 'noninteractive' } };
	// Without a fresh list the version it asks for may be one that the mirror no longer has.
	const update = run(APT_GET, ['update'], options);
	if (!update.ok) return update.why;
	const install = run(APT_GET, ['install', '--yes', '--no-install-recommends', name], options);
	return install.ok ? undefined : install.why;
}
