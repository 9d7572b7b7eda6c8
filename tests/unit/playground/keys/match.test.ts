import { describe, expect, test } from 'vitest';
import { createActions } from '../../../../src/playground/keys/actions.ts';
import { matchShortcut, NOTHING_FOCUSED } from '../../../../src/playground/keys/match.ts';
import type { Focused, KeyPress } from '../../../../src/playground/keys/match.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
	key,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	isComposing: false,
	...more,
});
const nothing: Focused = { takesText: false, takesPresses: false, takesEscape: false };
const field: Focused = { ...nothing, takesText: true };
const button: Focused = { ...nothing, takesPresses: true };

describe('matchShortcut()', () => {
	test('handles single keys outside text fields, and nowhere if they are turned off', () => {
		expect(matchShortcut(press('j'), nothing, true)).toBe('next-frame');
		expect(matchShortcut(press('?'), button, true)).toBe('help');
		expect(matchShortcut(press('j'), field, true)).toBeUndefined();
		expect(matchShortcut(press('?'), nothing, false)).toBeUndefined();
	});

	test('runs and stops from text fields too, even with single keys off', () => {
		for (const singleKeys of [true, false]) {
			expect(matchShortcut(press('Enter', { ctrlKey: true }), field, singleKeys)).toBe('run');
			expect(matchShortcut(press('Enter', { metaKey: true }), field, singleKeys)).toBe('run');
			expect(matchShortcut(press('Escape'), field, singleKeys)).toBe('stop');
		}
	});

	test('leaves keys to what needs them', () => {
		expect(matchShortcut(press(' '), nothing, true)).toBe('play');
		expect(matchShortcut(press(' '), NOTHING_FOCUSED, true), 'scrolls the page').toBeUndefined();
		expect(matchShortcut(press(' '), button, true), 'space presses a button').toBeUndefined();
		const list = { ...field, takesEscape: true };
		expect(matchShortcut(press('Escape'), list, true), 'closes suggestions').toBeUndefined();
		expect(matchShortcut(press('f', { ctrlKey: true }), nothing, true), 'find').toBeUndefined();
		expect(matchShortcut(press('m', { altKey: true }), nothing, true)).toBeUndefined();
		expect(matchShortcut(press('Enter', { isComposing: true }), field, true)).toBeUndefined();
	});
});

describe('createActions()', () => {
	test('calls the last registered handler while it is registered', () => {
		const actions = createActions();
		const done: string[] = [];
		expect(actions.run('view')).toBe(false);
		const first = actions.register('view', () => done.push('first'));
		const second = actions.register('view', () => done.push('second'));
		expect(actions.run('view')).toBe(true);
		second();
		actions.run('view');
		expect(done).toEqual(['second', 'first']);
		first();
		expect(actions.has('view')).toBe(false);
	});
});
