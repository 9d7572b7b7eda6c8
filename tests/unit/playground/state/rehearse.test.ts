import { describe, expect, test } from 'vitest';
import { faultDescriptions } from '../../../../src/demo/index.ts';
import { rehearse } from '../../../../src/playground/state/rehearse.ts';
import { DEFAULT_SETTINGS } from '../../../../src/playground/state/index.ts';

const withFault = (fault: string) => rehearse({ ...DEFAULT_SETTINGS, fault });

describe('rehearse()', () => {
	test('times the reads as the demo would have sent them', async () => {
		const clean = (await withFault(''))!;
		expect(clean.outcome?.kind).toBe('complete');
		expect(clean.timing.firstTextMs).toBeGreaterThan(100);
		expect(clean.timing.endMs).toBeGreaterThan(2_000);

		const stalled = (await withFault('stall;ms=7000'))!;
		expect(stalled.timing.endMs! - clean.timing.endMs!).toBeCloseTo(7_000);
		expect(stalled.timing.stalls).toHaveLength(1);
	});

	test('waits through no more silence than a run would', async () => {
		const { outcome, timing } = (await withFault('stall-for-ever;after=3'))!;
		expect(outcome?.kind).toBe('stalled');
		expect(timing.endMs).toBeGreaterThan(20_000);
		expect(timing.endMs).toBeLessThan(21_000);
	});

	test('gives the same run each time', async () => {
		const [one, other] = await Promise.all([withFault('random-reads'), withFault('random-reads')]);
		expect(one!.recording).toEqual(other!.recording);
	});

	// This one answers the third request, and a rehearsal is of the first.
	const firstOutcome: Readonly<Record<string, string>> = { 'rate-limit-twice': 'http-error' };

	test.each(
		faultDescriptions.map(({ name, client }) => [name, firstOutcome[name] ?? client.outcome])
	)('%s ends as its own description says', async (name, outcome) => {
		const snapshot = await withFault(name);
		expect(snapshot?.phase).toBe('ended');
		expect(snapshot?.outcome?.kind).toBe(outcome);
	});

	test.each(faultDescriptions.map(({ name }) => name))(
		'%s: the frame that can be shown is one that the sentence names, if it names any',
		async (name) => {
			const { outcome } = (await withFault(name))!;
			const named = [...outcome!.reason.matchAll(/\bframe (\d+)/g)].map(([, number]) => number);
			if (outcome?.frameIndex === undefined || named.length === 0) return;
			expect(named, outcome.reason).toContain(String(outcome.frameIndex + 1));
		}
	);

	test('knows no answer to a request that cannot be sent', async () => {
		expect(await rehearse({ ...DEFAULT_SETTINGS, message: '' })).toBeUndefined();
	});
});
