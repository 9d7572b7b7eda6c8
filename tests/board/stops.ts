/**
 * `npm run stops`: stops every printed program in the middle of an answer, and writes what each side had made by then
 * to `public/stops.json`, which the page *When the connection drops* draws. Some three minutes.
 *
 *   npm run stops                  all of it
 *   npm run stops -- python/short  prints those whose path begins so, and writes nothing
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { setup } from '../support/reader-folders.ts';
import type { Stops } from '../../src/components/stops.ts';
import { measureStop } from './stop.ts';
import { stoppable } from './stoppable.ts';

const [wanted = ''] = process.argv.slice(2);
const leaveFolders = setup();
const stops = [];
for (const { program, how, start } of stoppable.filter(({ program: file }) =>
	file.startsWith(wanted)
)) {
	const measured = await measureStop(start);
	console.log(program, JSON.stringify(measured));
	stops.push({ program, how, ...measured });
}
leaveFolders();

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
/** Of what the programs are built on, by npm's manifests and pip's pins. */
const npm = (name: string) =>
	(JSON.parse(read(`node_modules/${name}/package.json`)) as { version: string }).version;
const pip = (name: string) =>
	new RegExp(`^${name}==(.+)$`, 'm').exec(read('src/examples/constraints.txt'))![1]!;

const written: Stops = {
	date: new Date().toISOString().slice(0, 10),
	versions: {
		'openai (Python)': pip('openai'),
		httpx: pip('httpx'),
		fastapi: pip('fastapi'),
		'openai (JavaScript)': npm('openai'),
		'AI SDK': npm('ai'),
		hono: npm('hono'),
		Node: process.versions.node,
	},
	stops,
};
if (wanted === '') {
	writeFileSync(
		new URL('public/stops.json', root),
		`${JSON.stringify(written, undefined, '\t')}\n`
	);
}
