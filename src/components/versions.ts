/**
 * The versions of packages in the tests, for pages that report what was observed. Read from npm's lock
 * files, of the project, of the app in Next.js and of the runtimes of an edge, and for pip from the pinned packages of the programs and of the gateway.
 *
 * Errors  An unknown package stops the build.
 */
import constraints from '../examples/constraints.txt?raw';
import lock from '../../package-lock.json?raw';
import runtimesLock from '../../tests/support/runtimes/package-lock.json?raw';
import nextLock from '../../tests/support/next/package-lock.json?raw';
import gateway from '../../tests/gateway/requirements.txt?raw';

interface Lock {
	readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

export type Registry = 'npm' | 'pip';

export function versionOf(registry: Registry, name: string): string {
	const version = registry === 'npm' ? ofNpm(name) : ofPip(name);
	if (version !== undefined) return version;
	const file = registry === 'npm' ? 'package-lock.json' : 'src/examples/constraints.txt';
	throw new Error(`No version of \`${name}\` is known: ${file} does not have it.`);
}

function ofNpm(name: string): string | undefined {
	// The lock file's format is npm's.
	const locks = [lock, nextLock, runtimesLock].map((text) => JSON.parse(text) as Lock);
	return locks.map(({ packages }) => packages[`node_modules/${name}`]?.version).find(Boolean);
}

function ofPip(name: string): string | undefined {
	const pins = `${constraints}\n${gateway}`.split('\n').map((line) => line.trim().split('=='));
	return pins.find(([pinned]) => pinned === name)?.[1];
}
