/** What the page says of programs after Stop is of these programs and versions; some are stopped again here. */
import { describe, expect, test } from 'vitest';
import { stops } from '../../../src/components/stops.ts';
import { versionOf } from '../../../src/components/versions.ts';
import { measureStop } from '../../board/stop.ts';
import { breakAlone, stoppable } from '../../board/stoppable.ts';

/** What is made while a program ends, on a busy machine. A server that nobody told makes ten times as many. */
const ON_THE_WAY = 25;

describe('public/stops.json', () => {
	test('has each program that can be stopped', () => {
		const found = new Set(stops.stops.map(({ program }) => program));
		expect(stoppable.filter(({ program }) => !found.has(program))).toEqual([]);
	});

	test('is of the versions that are installed', () => {
		expect(stops.versions).toMatchObject({
			'openai (Python)': versionOf('pip', 'openai'),
			httpx: versionOf('pip', 'httpx'),
			fastapi: versionOf('pip', 'fastapi'),
			'openai (JavaScript)': versionOf('npm', 'openai'),
			'AI SDK': versionOf('npm', 'ai'),
			hono: versionOf('npm', 'hono'),
		});
	});

	test('shows that each printed program closes the connection, and that break alone does not', () => {
		const closing = stops.stops.filter(({ how }) => how !== 'break');
		expect(closing.filter(({ after }) => after >= ON_THE_WAY)).toEqual([]);
		const others = stops.stops.filter(({ how }) => how === 'break');
		expect(others.map(({ after }) => after > 5 * ON_THE_WAY)).toEqual([true]);
	});
});

/** One that stops by itself, one that is stopped, one behind a page, and one that only seems to stop. */
const again = ['python/short_stop.py', 'javascript/short-stop.mjs', 'backend/short.mjs'];

describe('measureStop()', { timeout: 100_000 }, () => {
	test.each(again)('%s still closes its connection', async (name) => {
		const found = stoppable.find(({ program }) => program === name)!;
		const { client, server, after } = await measureStop(found.start);
		expect(after).toBeLessThan(ON_THE_WAY);
		expect(server.frames).toBeGreaterThanOrEqual(client.frames!);
	});

	test('a loop that only breaks still leaves the server writing', async () => {
		expect((await measureStop(breakAlone.start)).after).toBeGreaterThan(5 * ON_THE_WAY);
	});
});
