/**
 * `npm run bench`: runs benchmarks one after another, each in a process of its own, so that none
 * runs on code that another's data has shaped.
 *
 *   npm run bench                  all of them, on the 64 MB stream
 *   npm run bench -- frames        those whose name begins so
 *   npm run bench -- --quick       on a tenth of it: to see that they run, not what they say
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('./', import.meta.url);
const args = process.argv.slice(2);
const isQuick = args.includes('--quick');
const wanted = args.filter((arg) => arg !== '--quick');

const all = readdirSync(folder).filter((name) => name.endsWith('.bench.ts'));
const chosen = all.filter(
	(name) => wanted.length === 0 || wanted.some((start) => name.startsWith(start))
);
if (chosen.length === 0) {
	console.error(`No benchmark begins with ${wanted.join(' or ')}. There are: ${all.join(', ')}.`);
	process.exit(1);
}

console.log(`Node ${process.version}${isQuick ? ', quick: too little to judge by' : ''}`);
for (const name of chosen) {
	console.log(`\n${name}`);
	const program = fileURLToPath(new URL(name, folder));
	const { status } = spawnSync(process.execPath, [program, ...(isQuick ? ['24000'] : [])], {
		stdio: 'inherit',
	});
	// A benchmark fails on a wrong answer, and where a requirement is missed by more than noise explains.
	if (status !== 0) process.exitCode = 1;
}
