/** A playground embedded in a page shows what the sentence before it promises. */
import { expect, test } from '../support/test.ts';
import type { Playground } from '../support/playground.ts';

async function runOn(playground: Playground, path: string) {
	await playground.open(path);
	await playground.form.run.click();
	await expect(playground.ending.status).not.toHaveText(/recorded|streaming/i, { timeout: 30_000 });
}

test('python: the body closes normally, and the answer is cut off', async ({ playground }) => {
	await runOn(playground, '/python/');
	await expect(playground.ending.status).toContainText('Cut off');
	await expect(playground.response.region).toContainText('Once upon a time');
});

test('backend: a buffering proxy delivers every frame in one read', async ({ playground }) => {
	await runOn(playground, '/backend/');
	await expect(playground.ending.status).toContainText('Complete');
	await expect(playground.root).toContainText(/\d{3} frames in 1 read/);
});

test('test your client: the connection breaks, and the text stays', async ({ playground }) => {
	await runOn(playground, '/test-your-client/');
	await expect(playground.ending.status).toContainText('Cut off');
	await expect(playground.response.region).toContainText('Once upon a time');
});

test('troubleshooting: a web page with 200 is distinguished from a stream', async ({
	playground,
}) => {
	await runOn(playground, '/troubleshooting/');
	await expect(playground.ending.status).toContainText('Not readable');
	await expect(playground.root).toContainText('This is a web page, not the API.');
});
