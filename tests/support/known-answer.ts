/** A run of eight frames, for tests that speak of a frame by its number. */
import { expect } from '@playwright/test';
import { done, text } from '../examples/streams.ts';
import type { Playground } from './playground.ts';

/** A fixed answer, so that its frames are known by number. */
const ANSWER =
	': ping\n\n' +
	text('# A *fine* ') +
	text('title\n\nThe ') +
	text('**bold') +
	text(' word** ') +
	text('&amp; 🚀\n\n| a |\n|---|\n| ce') +
	text('ll |\n', 'stop') +
	done;

/** Opens the playground and shows the run of that answer. */
export async function showAnswer(playground: Playground) {
	await playground.open();
	await playground.runAnswer({ body: ANSWER });
	await expect(playground.ending.status).toContainText('finish reason "stop"');
}
