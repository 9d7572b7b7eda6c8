import { describe, expect, test } from 'vitest';
import { createSelection } from '../../../../src/playground/state/selection.ts';

describe('createSelection()', () => {
	test('notifies of another frame once, and of the same frame only when it is chosen', () => {
		const selection = createSelection();
		const heard: unknown[] = [];
		const stop = selection.subscribe(() => heard.push(selection.getState()));
		selection.select(3, 'frames');
		selection.select(3, 'text');
		selection.select(3, 'text', true);
		selection.select(undefined, 'text');
		selection.select(undefined, 'frames');
		stop();
		selection.select(4, 'frames');
		expect(heard).toEqual([
			{ frameIndex: 3, by: 'frames', isChosen: false },
			{ frameIndex: 3, by: 'text', isChosen: true },
			undefined,
		]);
	});
});
