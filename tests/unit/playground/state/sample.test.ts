import { describe, expect, test } from 'vitest';
import { createDemoHandler } from '../../../../src/demo/index.ts';
import { sample } from '../../../../src/playground/state/sample.ts';
import { DEFAULT_SETTINGS, readSettings } from '../../../../src/playground/state/settings.ts';

describe('sample', () => {
	test('answers the request in the form', () => {
		const { request } = readSettings(DEFAULT_SETTINGS, '');
		expect(sample.recording.request.body).toEqual(request?.body);
		expect(sample.outcome?.kind).toBe('complete');
	});

	test('has the very bytes that the demo API sends today', async () => {
		const { url, body } = sample.recording.request;
		const handle = createDemoHandler({ pace: 0 });
		const response = await handle(
			new Request(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			})
		);
		expect(sample.bodyText).toBe(await response.text());
	});
});
