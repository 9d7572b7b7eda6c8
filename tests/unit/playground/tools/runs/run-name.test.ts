import { expect, test } from 'vitest';
import type { KeptRun } from '../../../../../src/playground/state/kept-runs.ts';
import { sample } from '../../../../../src/playground/state/sample.ts';
import { nameOf } from '../../../../../src/playground/tools/runs/run-name.ts';
import { snapshotOf } from '../../../../../src/run/index.ts';
import { example } from '../../../run/recordings.ts';

const run: KeptRun = {
	id: 1,
	title: 'Tell me a story',
	source: 'sent',
	keptAt: new Date(2026, 10, 24, 14, 3, 22),
	snapshot: snapshotOf(example),
	settings: undefined,
	recut: undefined,
	isPinned: false,
};

test('nameOf() says what was asked, when, and how it ended', () => {
	expect(nameOf(run)).toMatchInlineSnapshot(`"“Tell me a story”, 14:03:22, cut off"`);
	expect(nameOf({ ...run, snapshot: sample })).toMatchInlineSnapshot(
		`"“Tell me a story”, 14:03:22, complete"`
	);
});
