/**
 * Debian's packages, the last way there is: for containers and CI machines, where one is root and nobody is
 * there to ask. What will be done to the system is said before it is done.
 *
 * Errors  returned as a sentence, since the caller has to tell of all ways that it tried.
 */
import { existsSync } from 'node:fs';
import { run, say } from './report.mjs';

const APT_GET = '/usr/bin/apt-get';
const SECONDS = 600;

/** The parts of the system that this touches; a test has its own. */
const system = {
	hasAptGet: () => existsSync(APT_GET),
	isRoot: () => process.getuid?.() === 0,
	run,
	say,
};

/**
 * @param {string} name
 * @param {typeof system} on
 * @returns {string | undefined} what went wrong
 */
export function installDebianPackage(name, on = system) {
	if (!on.hasAptGet()) return 'this system has no apt-get';
	if (!on.isRoot()) return 'apt-get needs root';

	on.say(
		`nothing else works here: installing the Debian package ${name}, system-wide, with apt-get ...`
	);
	const options = { seconds: SECONDS, env: { DEBIAN_FRONTEND: 'noninteractive' } };
	// Without a fresh list the version it asks for may be one that the mirror no longer has.
	const update = on.run(APT_GET, ['update'], options);
	if (!update.ok) return update.why;
	const install = on.run(APT_GET, ['install', '--yes', '--no-install-recommends', name], options);
	return install.ok ? undefined : install.why;
}
