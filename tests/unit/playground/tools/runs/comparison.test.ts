import { expect, test } from 'vitest';
import { compare } from '../../../../../src/playground/tools/runs/comparison.ts';
import { sample } from '../../../../../src/playground/state/sample.ts';
import { snapshotOf } from '../../../../../src/run/index.ts';
import { example } from '../../../run/recordings.ts';

test('compare() sets two runs side by side, with dashes for what is unknown', () => {
	const blocked = snapshotOf({ ...example, response: undefined, reads: [] });
	const rows = compare(sample, blocked);
	const valuesOf = (name: string) => rows.find((row) => row.name === name)?.values;
	expect(valuesOf('How it ended')?.[0]).toBe('Complete');
	expect(valuesOf('HTTP status')).toEqual(['200', '–']);
	expect(valuesOf('Frames')).toEqual([String(sample.frames.length), '0']);
	expect(valuesOf('First text')?.[1]).toBe('–');
	expect(valuesOf('Tokens a second')?.[0]).toMatch(/^\d+$/);
});
