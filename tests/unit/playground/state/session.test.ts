import { describe, expect, test } from 'vitest';
import { createSession } from '../../../../src/playground/state/session.ts';
import { DEFAULT_SETTINGS } from '../../../../src/playground/state/settings.ts';
import { snapshotOf } from '../../../../src/run/index.ts';
import type { Run, Snapshot } from '../../../../src/run/index.ts';
import { example } from '../../run/recordings.ts';

/** A run that the test controls step by step, identified by its name. */
function createScriptedRun(name: string) {
	const listeners = new Set<() => void>();
	const ended = Promise.withResolvers<Snapshot>();
	const calls: string[] = [];
	let bytes = 0;
	const snapshot = (phase: Snapshot['phase'] = 'streaming') =>
		({
			...snapshotOf(example),
			phase,
			bodyText: `${name} ${bytes}`,
		}) as Snapshot;
	const run: Run = {
		start() {
			calls.push('start');
			return ended.promise;
		},
		stop() {
			calls.push('stop');
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		snapshot,
	};
	return {
		run,
		calls,
		listeners,
		read() {
			bytes++;
			for (const listener of listeners) listener();
		},
		async end() {
			ended.resolve(snapshot('ended'));
			await settle();
		},
		async fail(error: unknown) {
			ended.reject(error);
			await settle();
		},
	};
}

/** Lets everything run that has been promised. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

function setUp() {
	const paints: (() => void)[] = [];
	const session = createSession((callback) => paints.push(callback));
	let heard = 0;
	session.subscribe(() => heard++);
	return {
		session,
		paints,
		paint: () => paints.splice(0).forEach((callback) => callback()),
		heard: () => heard,
		text: () => session.getState().snapshot?.bodyText,
	};
}

describe('createSession()', () => {
	test('shows nothing before the first run', () => {
		const { session } = setUp();
		expect(session.getState()).toEqual({
			runId: 0,
			settings: undefined,
			snapshot: undefined,
			isRunning: false,
			startedAt: 0,
			failure: undefined,
			shown: 'nothing',
			title: '',
			whole: undefined,
			tape: undefined,
			runs: [],
		});
	});

	test('is running from the click on, while the code still loads', () => {
		const { session, heard } = setUp();
		const before = performance.now();
		void session.run(DEFAULT_SETTINGS, () => new Promise(() => {}));
		expect(session.getState()).toMatchObject({
			runId: 1,
			settings: DEFAULT_SETTINGS,
			snapshot: undefined,
			isRunning: true,
		});
		expect(session.getState().startedAt).toBeGreaterThanOrEqual(before);
		expect(heard()).toBe(1);
	});

	test('notifies listeners once per paint, however many reads arrived', async () => {
		const { session, paints, paint, heard, text } = setUp();
		const scripted = createScriptedRun('a');
		void session.run(DEFAULT_SETTINGS, async () => scripted.run);
		await settle();
		const before = heard();
		for (let paintNumber = 1; paintNumber <= 3; paintNumber++) {
			for (let i = 0; i < 100; i++) scripted.read();
			expect(paints, 'paints asked for').toHaveLength(1);
			expect(heard() - before, 'heard before the paint').toBe(paintNumber - 1);
			paint();
			expect(heard() - before, 'heard after the paint').toBe(paintNumber);
			expect(text()).toBe(`a ${100 * paintNumber}`);
		}
		paint();
		expect(heard() - before, 'heard with nothing new').toBe(3);
	});

	test('shows the end without waiting for a paint, and a late paint changes nothing', async () => {
		const { session, paint, text } = setUp();
		const scripted = createScriptedRun('a');
		const done = session.run(DEFAULT_SETTINGS, async () => scripted.run);
		await settle();
		scripted.read();
		await scripted.end();
		await done;
		expect(session.getState()).toMatchObject({ isRunning: false, failure: undefined });
		expect(text()).toBe('a 1');
		expect(scripted.listeners.size, 'listeners left behind').toBe(0);
		paint();
		expect(session.getState().isRunning).toBe(false);
		expect(text()).toBe('a 1');
	});

	test('stops the run, and keeps running until it has ended', async () => {
		const { session } = setUp();
		const scripted = createScriptedRun('a');
		void session.run(DEFAULT_SETTINGS, async () => scripted.run);
		await settle();
		session.stop();
		expect(scripted.calls).toEqual(['start', 'stop']);
		expect(session.getState().isRunning).toBe(true);
		await scripted.end();
		expect(session.getState().isRunning).toBe(false);
	});

	test('stops a run immediately if Stop was pressed before the code had loaded', async () => {
		const { session } = setUp();
		const scripted = createScriptedRun('a');
		const loading = Promise.withResolvers<Run>();
		void session.run(DEFAULT_SETTINGS, () => loading.promise);
		session.stop();
		loading.resolve(scripted.run);
		await settle();
		expect(scripted.calls).toEqual(['start', 'stop']);
	});

	test('a second run stops the first, whose updates are no longer shown', async () => {
		const { session, paint, text } = setUp();
		const first = createScriptedRun('first');
		const second = createScriptedRun('second');
		void session.run(DEFAULT_SETTINGS, async () => first.run);
		await settle();
		first.read();
		const other = { ...DEFAULT_SETTINGS, message: 'another' };
		void session.run(other, async () => second.run);
		expect(first.calls).toEqual(['start', 'stop']);
		expect(session.getState()).toMatchObject({ runId: 2, settings: other, snapshot: undefined });
		// The paint that the first run asked for comes while the second has not begun.
		paint();
		expect(text()).toBeUndefined();
		await settle();
		first.read();
		await first.end();
		paint();
		expect(session.getState()).toMatchObject({ runId: 2, isRunning: true });
		expect(text()).toBe('second 0');
		second.read();
		await second.end();
		expect(session.getState()).toMatchObject({ runId: 2, isRunning: false });
		expect(text()).toBe('second 1');
		expect(first.listeners.size + second.listeners.size, 'listeners left behind').toBe(0);
	});

	test('does not start a run whose code loaded after a second one was asked for', async () => {
		const { session } = setUp();
		const first = createScriptedRun('first');
		const loading = Promise.withResolvers<Run>();
		void session.run(DEFAULT_SETTINGS, () => loading.promise);
		const second = createScriptedRun('second');
		void session.run(DEFAULT_SETTINGS, async () => second.run);
		loading.resolve(first.run);
		await settle();
		expect(first.calls).toEqual([]);
		expect(second.calls).toEqual(['start']);
	});

	test('says so when the code does not load, and can be run again', async () => {
		const { session } = setUp();
		await session.run(DEFAULT_SETTINGS, () => Promise.reject(new Error('Failed to fetch')));
		expect(session.getState().isRunning).toBe(false);
		expect(session.getState().failure).toMatchInlineSnapshot(
			`"The playground could not start the run: Failed to fetch"`
		);
		const scripted = createScriptedRun('a');
		void session.run(DEFAULT_SETTINGS, async () => scripted.run);
		await settle();
		expect(session.getState()).toMatchObject({ isRunning: true, failure: undefined });
	});

	test('ignores the failure of a run that a newer one has replaced', async () => {
		const { session } = setUp();
		const loading = Promise.withResolvers<Run>();
		void session.run(DEFAULT_SETTINGS, () => loading.promise);
		const second = createScriptedRun('second');
		void session.run(DEFAULT_SETTINGS, async () => second.run);
		loading.reject(new Error('Failed to fetch'));
		await settle();
		expect(session.getState()).toMatchObject({ isRunning: true, failure: undefined });
	});

	test('says so when a run throws instead of ending, and unsubscribes from it', async () => {
		const { session } = setUp();
		const scripted = createScriptedRun('a');
		void session.run(DEFAULT_SETTINGS, async () => scripted.run);
		await settle();
		await scripted.fail(new TypeError('x is undefined'));
		expect(session.getState()).toMatchObject({ isRunning: false });
		expect(session.getState().failure).toContain('x is undefined');
		expect(scripted.listeners.size, 'listeners left behind').toBe(0);
	});

	test('gives the same view until something changes, and tells only those who still listen', () => {
		const { session } = setUp();
		expect(session.getState()).toBe(session.getState());
		let heard = 0;
		const unsubscribe = session.subscribe(() => heard++);
		unsubscribe();
		void session.run(DEFAULT_SETTINGS, () => new Promise(() => {}));
		expect(heard).toBe(0);
	});
});

describe('createSession(), the runs before', () => {
	/** Runs one to its end. */
	async function runWhole({ session }: ReturnType<typeof setUp>, message: string) {
		const scripted = createScriptedRun(message);
		void session.run({ ...DEFAULT_SETTINGS, message }, async () => scripted.run);
		await settle();
		await scripted.end();
	}
	const titles = ({ session }: ReturnType<typeof setUp>) =>
		session.getState().runs.map(({ title }) => title);

	test('keeps what has ended, newest first, and shows it again with its settings', async () => {
		const page = setUp();
		await runWhole(page, 'first');
		await runWhole(page, 'second');
		expect(titles(page)).toEqual(['second', 'first']);
		expect(page.session.getState()).toMatchObject({ shown: 'live', title: 'second' });
		const [, first] = page.session.getState().runs;
		page.session.show(first!.id);
		expect(page.session.getState()).toMatchObject({
			runId: first!.id,
			shown: 'kept',
			settings: { message: 'first' },
			isRunning: false,
		});
		expect(page.text()).toBe('first 0');
	});

	test('keeps a run that another has replaced, once it has ended', async () => {
		const page = setUp();
		const first = createScriptedRun('first');
		void page.session.run(DEFAULT_SETTINGS, async () => first.run);
		await settle();
		await runWhole(page, 'second');
		expect(titles(page)).toEqual(['second']);
		await first.end();
		expect(titles(page)).toEqual([DEFAULT_SETTINGS.message, 'second']);
		expect(page.text(), 'on the screen').toBe('second 0');
	});

	test('keeps and shows a recording from elsewhere, under its name', async () => {
		const page = setUp();
		await runWhole(page, 'first');
		page.session.add(example, 'run.har');
		expect(page.session.getState()).toMatchObject({ shown: 'import', title: 'run.har' });
		expect(page.session.getState().snapshot?.recording).toEqual(example);
		expect(titles(page)).toEqual(['run.har', 'first']);
		const [imported] = page.session.getState().runs;
		await runWhole(page, 'third');
		page.session.show(imported!.id);
		expect(page.session.getState().shown).toBe('import');
	});

	test('pins and deletes; what is deleted stays on the screen until something else is shown', async () => {
		const page = setUp();
		await runWhole(page, 'first');
		const [first] = page.session.getState().runs;
		page.session.pin(first!.id, true);
		for (let i = 0; i < 21; i++) await runWhole(page, `more ${i}`);
		expect(titles(page)).toHaveLength(20);
		expect(titles(page).at(-1)).toBe('first');
		page.session.show(first!.id);
		page.session.remove(first!.id);
		expect(titles(page)).not.toContain('first');
		expect(page.text()).toBe('first 0');
	});
});

describe('createSession(), replayed', () => {
	test("shows the tape's current moment, and has no tape during a run", () => {
		const page = setUp();
		page.session.add(example, 'run.json');
		const { whole, tape } = page.session.getState();
		expect(tape).toMatchObject({ isAtEnd: true, allFrames: 2 });
		page.session.tape()!.toStop(1);
		expect(page.session.getState().snapshot?.frames).toHaveLength(1);
		expect(page.session.getState().whole).toBe(whole);
		void page.session.run(DEFAULT_SETTINGS, () => new Promise(() => {}));
		expect(page.session.getState()).toMatchObject({ tape: undefined, whole: undefined });
		expect(page.session.tape()).toBeUndefined();
	});

	test('stops playing when something else is shown', () => {
		const page = setUp();
		page.session.add(example, 'one.json');
		page.session.tape()!.play();
		page.session.add(example, 'two.json');
		page.paint();
		expect(page.session.getState()).toMatchObject({ title: 'two.json', tape: { isAtEnd: true } });
	});

	test('starts with the given recording, at its end, ready to play', () => {
		const snapshot = snapshotOf(example);
		const session = createSession(() => {}, { shown: 'recording', title: 'A stream', snapshot });
		expect(session.getState()).toMatchObject({
			runId: 0,
			shown: 'recording',
			isRunning: false,
			tape: { isAtEnd: true },
			runs: [],
		});
		expect(session.getState().snapshot).toBe(snapshot);
		session.tape()!.play();
		expect(session.getState()).toMatchObject({ tape: { isPlaying: true, frames: 0 } });
	});
});
