import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDemoHandler, faultDescriptions } from '../../../../src/demo/index.ts';
import {
	choiceOf,
	optionsOf,
	problemWith,
	problemWithAddress,
	readAddress,
	writeAddress,
} from '../../../../src/playground/state/fault-address.ts';
import { createInstantClock } from '../../../support/demo.ts';

const named = (name: string) => faultDescriptions.find((fault) => fault.name === name)!;
const cut = named('cut');

describe('writeAddress()', () => {
	test('names what differs from the defaults, and nothing else', () => {
		expect(writeAddress(choiceOf(cut), cut)).toBe('cut');
		const values = { ...choiceOf(cut).values, after: '7', seed: ' 3 ' };
		expect(writeAddress({ name: 'cut', values }, cut)).toBe('cut;after=7;seed=3');
		expect(writeAddress({ name: 'cut', values: { after: '' } }, cut)).toBe('cut');
	});
});

describe('readAddress()', () => {
	test('gives the fields of an address, with defaults for what it leaves out', () => {
		expect(readAddress(' cut;seed=3 ', faultDescriptions)).toEqual({
			name: 'cut',
			values: { ...choiceOf(cut).values, seed: '3' },
		});
	});

	test('knows no fault and no option that the demo does not have', () => {
		for (const address of ['', 'cuts', 'cut;afer=7', 'cut;toString=1']) {
			expect(readAddress(address, faultDescriptions), address).toBeUndefined();
		}
	});

	test('gives back every choice that was written', () => {
		const choices = fc
			.constantFrom(...faultDescriptions)
			.chain((fault) =>
				fc
					.record(
						Object.fromEntries(
							optionsOf(fault).map(([name, option]) => [
								name,
								'words' in option
									? fc.constantFrom(...option.words)
									: fc.integer({ min: option.least, max: option.most }).map(String),
							])
						)
					)
					.map((values) => ({ fault, choice: { name: fault.name, values } }))
			);
		fc.assert(
			fc.property(choices, ({ fault, choice }) => {
				expect(readAddress(writeAddress(choice, fault), faultDescriptions)).toEqual(choice);
			})
		);
	});
});

describe('problemWith()', () => {
	const { after } = cut.options;

	test('takes what the demo takes, and empty for the default', () => {
		expect(problemWith('7', after!)).toBeUndefined();
		expect(problemWith(' ', after!)).toBeUndefined();
	});

	test('says what would be right', () => {
		expect(problemWith('seven', { what: '', default: 1, least: 0, most: 1000 })).toBe(
			'A whole number from 0 to 1,000.'
		);
		expect(problemWith('c', { what: '', default: 'a', words: ['a', 'b'] })).toBe('One of a, b.');
	});

	test('refuses exactly what the demo refuses', async () => {
		const demo = createDemoHandler({ clock: createInstantClock() });
		for (const typed of ['0', '7', '-1', '1e3', '99999999999', 'x', '0x10', '4294967295']) {
			for (const fault of faultDescriptions) {
				for (const [name, option] of optionsOf(fault)) {
					const url = `https://demo.invalid/faults/${fault.name};${name}=${typed}/v1/models`;
					// What the fault itself does to the answer, a broken connection say, is no refusal.
					const answer = await demo(new Request(url)).catch(() => undefined);
					const isRefused =
						answer?.status === 400 && (await answer.text()).includes('invalid_fault_option');
					expect(problemWith(typed, option) !== undefined, url).toBe(isRefused);
				}
			}
		}
	});
});

describe('problemWithAddress()', () => {
	const problem = (address: string) => problemWithAddress(address, faultDescriptions);

	test('names the nearest faults, the options there are, or the values', () => {
		expect([
			problem('cut-befor-head'),
			problem('rate'),
			problem('nonsense'),
			problem('cut;afer=7'),
			problem('cut;after=soon'),
		]).toMatchInlineSnapshot(`
			[
			  "There is no such fault. The nearest: cut-before-head, slow-head, one-byte-reads.",
			  "There is no such fault. The nearest: rate-limit, rate-limit-date, rate-limit-huge.",
			  "There is no such fault. The nearest: no-space, no-done, no-end.",
			  "cut has no such option. It has after, seed, as in cut;seed=3.",
			  "The value of after is wrong. A whole number from 0 to 10,000.",
			]
		`);
	});

	test('says nothing of what was typed: it may be a key in the wrong box', () => {
		const key = 'sk-4b1f93c07aa25d18';
		for (const address of [key, `cut;${key}`, `cut;after=${key}`]) {
			expect(problem(address)).not.toContain(key);
		}
	});

	test('refuses exactly what the demo refuses', async () => {
		const demo = createDemoHandler({ clock: createInstantClock() });
		const tails = ['', ';', ';;', ';seed=3', ';seed=', ';seed', ';seed= 3', '; seed=3', ';x=1'];
		const names = ['cut', 'burst', 'http-404', 'cuts', 'CUT', 'toString'];
		for (const address of names.flatMap((name) => tails.map((tail) => name + tail))) {
			const url = `https://demo.invalid/faults/${encodeURIComponent(address)}/v1/models`;
			const isRefused = await demo(new Request(url))
				.then((answer) => answer.text())
				.then(
					(body) => /unknown_fault|invalid_fault_option/.test(body),
					// Broken off, as the fault has it.
					() => false
				);
			expect(problem(address) !== undefined, address).toBe(isRefused);
		}
	});
});
