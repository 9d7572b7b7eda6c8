/**
 * `npm run board`: puts every client to every fault of the demo API, and writes what came of it to
 * `public/board.json`, which the page *How clients behave* draws. Some six minutes.
 *
 *   npm run board                  all of it
 *   npm run board -- cut openai    prints the cells whose fault and client begin so, and writes nothing
 *   npm run board -- cut --write   puts the rows of those faults into the file, whose versions must be today's
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Board, Cell } from '../../src/components/board.ts';
import { goodClient } from '../../src/components/faults.ts';
import { faultDescriptions } from '../../src/demo/index.ts';
import { replyTo } from '../../src/demo/replies/index.ts';
import { faultCases, isSilentAtTheEnd, type FaultCase } from '../support/fault-cases.ts';
import { startForks, type Forks } from '../support/forks.ts';
import { cachePath } from '../support/machine.ts';
import { runProgram, type Printed } from '../support/program.ts';
import { setup } from '../support/reader-folders.ts';
import { judgeCell } from './cell.ts';
import { clients, versionOf, type Contestant } from './clients.ts';
import { startDemoServer } from '../support/demo-server.ts';

/** The demo's waits are so many times as short. */
const HASTE = 50;
/** Long enough for what is not waiting, on a busy machine; a printed program's own limit is 3 s here. */
const WAIT_MS = 20_000;
const AT_ONCE = 3;

const isPart = process.argv.includes('--write');
const wanted = process.argv.slice(2).filter((one) => one !== '--write');
const [wantedFault = '', wantedClient = ''] = wanted;
const boardFile = new URL('../../public/board.json', import.meta.url);
const whole = replyTo('Tell me a story').trimEnd();

const leaveFolders = setup();
const server = await startDemoServer({ pace: 1 / HASTE });
const { origin } = server;
const support = (file: string) => fileURLToPath(new URL(`../support/${file}`, import.meta.url));
const SAY_UNCAUGHT = fileURLToPath(new URL('loops/say-uncaught.mjs', import.meta.url));
const forks = new Map<string, Forks>();

/** What Node is to load before a program. */
function before(kind: Contestant['kind'], file: string, isHasty: boolean): string[] {
	if (kind === 'obvious' && file.endsWith('.mjs')) return ['--import', SAY_UNCAUGHT];
	return isHasty ? ['--import', support('hasty-node.ts')] : [];
}

async function run({ file, kind }: Contestant, met: FaultCase, seed: number): Promise<Printed> {
	// Refusals are counted for each address; a seed gives each client its own.
	const baseURL = `${origin}/faults/${met.name};seed=${seed}/v1`;
	// What a page prints ends a silence after 60 s, by a clock that is hurried here. The others may wait for long.
	const waits = isSilentAtTheEnd(met);
	const isHasty = waits && kind === 'printed';
	if (file.endsWith('.py') && (isHasty || !waits)) {
		const program = forks.get(file) ?? startForks(file);
		forks.set(file, program);
		return program.run({ baseURL }, isHasty ? [support('hasty-python/sitecustomize.py')] : []);
	}
	return runProgram(file, {
		baseURL,
		...(waits && { limitMs: WAIT_MS }),
		runtimeArguments: before(kind, file, isHasty),
		env: { NODE_COMPILE_CACHE: cachePath('compiled') },
	});
}

const chosen = clients.filter(({ id }) => id.startsWith(wantedClient));
const cases = faultCases(faultDescriptions).filter(({ name }) => name.startsWith(wantedFault));

const rows = cases.map(({ name, fault }) => ({
	case: name,
	fault: fault.name,
	sent: fault.what,
	expected: goodClient(fault),
	cells: [] as Cell[],
}));
const jobs = cases.flatMap((met, row) =>
	chosen.map((client, column) => ({ met, row, client, column }))
);

/** Takes one cell after another. */
async function work() {
	for (let job = jobs.shift(); job; job = jobs.shift()) {
		const { met, row, client, column } = job;
		const printed = await run(client, met, column);
		const cell = judgeCell(printed, met.fault.client, whole, origin);
		const { cells } = rows[row]!;
		cells[column] = cell;
		// Every client is there when none is missing between them.
		if (Object.keys(cells).length === chosen.length) {
			const others = cells.flatMap(({ verdict }, i) =>
				verdict === 'right' ? [] : `${chosen[i]?.id} ${verdict}`
			);
			console.log(`${met.name}: ${others.join(', ') || 'all right'}`);
		}
	}
}
await Promise.all(Array.from({ length: AT_ONCE }, work));
await Promise.all([server.close(), ...[...forks.values()].map((program) => program.close())]);
leaveFolders();

const board: Board = {
	date: new Date().toISOString().slice(0, 10),
	clients: chosen.map((client) => {
		const { id, name, kind, package: uses } = client;
		const version = versionOf(client);
		return uses && version ? { id, name, kind, package: uses, version } : { id, name, kind };
	}),
	rows,
};
if (isPart) write(withRows(JSON.parse(readFileSync(boardFile, 'utf8')) as Board));
else if (wantedFault || wantedClient) console.log(JSON.stringify(board, undefined, '\t'));
else write(board);

/** The board as it stands, with these rows in place of its own, in the order of the faults. */
function withRows(standing: Board): Board {
	assert.deepEqual(standing.clients, board.clients, 'other clients or versions: run all of it');
	const all = [
		...rows,
		...standing.rows.filter((row) => !rows.some((one) => one.case === row.case)),
	];
	const order = faultCases(faultDescriptions).map(({ name }) => name);
	return {
		...standing,
		rows: all.toSorted((a, b) => order.indexOf(a.case) - order.indexOf(b.case)),
	};
}

function write(written: Board) {
	writeFileSync(boardFile, `${JSON.stringify(written, undefined, '\t')}\n`);
}
