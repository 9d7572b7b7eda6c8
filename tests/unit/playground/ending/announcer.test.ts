import { describe, expect, test } from 'vitest';
import { createMessage } from '../../../../src/chat/index.ts';
import { createAnnouncer } from '../../../../src/playground/ending/announcer.ts';
import type { Progress } from '../../../../src/playground/ending/announcer.ts';

/** A run at one moment. */
function run(phase: Progress['phase'], frames = 0, text = 0, reasoning = 0): Progress {
	const message = createMessage();
	message.tally.textCharacters = text;
	message.tally.reasoningCharacters = reasoning;
	message.tally.characters = text + reasoning;
	return { phase, frames: { length: frames }, message };
}

describe('createAnnouncer()', () => {
	test('announces the start, the first byte, the first text, and progress every 15 s', () => {
		const announce = createAnnouncer(120_000);
		// 100 frames a second, text from the fifth second on, a look at every paint.
		const said: string[] = [];
		for (let ms = 0; ms <= 40_000; ms += 16) {
			const frames = Math.floor(ms / 10);
			const now =
				ms < 1000 ? run('waiting') : run('streaming', frames, ms < 5000 ? 0 : 3 * frames, 0);
			const text = announce(now, ms);
			if (said.at(-1)?.endsWith(text) !== true) said.push(`${Math.round(ms / 1000)} s: ${text}`);
		}
		expect(said).toMatchInlineSnapshot(`
			[
			  "0 s: Sent. Waiting for the first byte.",
			  "1 s: Answered. Waiting for the first text.",
			  "5 s: Streaming.",
			  "20 s: 2,001 frames, 6,003 characters so far.",
			  "35 s: 3,502 frames, 10,506 characters so far.",
			]
		`);
	});

	test('distinguishes reasoning from text', () => {
		const announce = createAnnouncer(120_000);
		expect(announce(run('streaming', 2, 0, 7), 0)).toBe('Reasoning, no text yet.');
		expect(announce(run('streaming', 3, 1, 7), 1)).toBe('Streaming.');
	});

	test('says how long nothing has arrived, and when that will end the run', () => {
		const announce = createAnnouncer(120_000);
		announce(run('streaming', 20, 50), 0);
		expect(announce(run('streaming', 20, 50), 15_000)).toBe(
			'Nothing new for 15 s, after 20 frames. Given up at 120 s.'
		);
		expect(announce(run('streaming', 20, 50), 20_000), 'the same until').toContain('for 15 s');
		expect(announce(run('streaming', 20, 50), 30_500)).toContain('Nothing new for 30 s');
		expect(announce(run('streaming', 21, 53), 46_000)).toBe('21 frames, 53 characters so far.');
		announce(run('streaming', 21, 53), 50_000);
		expect(announce(run('streaming', 21, 53), 61_500)).toContain('Nothing new for 15 s');
	});

	test('says how long the response has been awaited', () => {
		const announce = createAnnouncer(20_000);
		announce(undefined, 0);
		expect(announce(run('waiting'), 15_000)).toBe('Nothing new for 15 s. Given up at 20 s.');
	});

	test('starts over when the request is sent again', () => {
		const announce = createAnnouncer(120_000);
		announce(run('streaming', 20, 50), 0);
		expect(announce(undefined, 10)).toBe('Sent. Waiting for the first byte.');
	});
});
