import { createElement } from 'react';
import { renderToReadableStream } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { createDemoHandler } from '../../../src/demo/index.ts';
import { RecordedPlayground } from '../../../src/figures/recordings/RecordedPlayground.tsx';
import type { RecordingName } from '../../../src/figures/recordings/index.ts';
import { recordings } from '../../../src/figures/recordings/index.ts';
import { loadRecording, snapshotOf } from '../../../src/run/index.ts';
import { loadCapture } from '../../support/captures.ts';

const names = Object.keys(recordings) as RecordingName[];
const snapshotNamed = async (name: RecordingName) =>
	snapshotOf(loadRecording((await recordings[name].load()).default));

describe('recordings', () => {
	test('show what their titles say', async () => {
		const usage = await snapshotNamed('llama-usage');
		expect(usage.meanings.at(-2)).toMatchObject({ kind: 'chunk', chunk: { choices: [] } });
		expect(usage.message.usage?.completion_tokens).toBeGreaterThan(0);
		const error = await snapshotNamed('llama-error');
		expect(error.outcome?.kind).toBe('api-error');
		expect(error.message.doneFrameIndex).toBeUndefined();
		const two = await snapshotNamed('llama-two-choices');
		const [zero, one] = two.message.choices;
		expect(one!.firstFrameIndex).toBeLessThan(zero!.firstFrameIndex!);
		const gateway = await snapshotNamed('litellm-two-choices');
		expect(gateway.message.choices.map(({ role }) => role)).toEqual(['assistant', undefined]);
		expect(gateway.message.choices[1]!.finishReason).toBeUndefined();
		expect(gateway.message.choices[1]!.text).toBe(gateway.message.choices[0]!.text);
		const alive = await snapshotNamed('llama-keep-alives');
		expect(alive.meanings.filter(({ kind }) => kind === 'comment').length).toBeGreaterThan(1);
		const burst = await snapshotNamed('demo-burst');
		expect(burst.timing.bursts).toHaveLength(1);
		expect(burst.timing.firstByteMs).toBeGreaterThan(5000);
		const stall = await snapshotNamed('demo-stall');
		expect(stall.timing.stalls).toHaveLength(1);
		for (const name of names) {
			const { timing } = await snapshotNamed(name);
			expect(timing.endMs !== undefined, `${name} has times`).toBe(!name.startsWith('llama-'));
		}
	});

	test('litellm-two-choices has the very bytes that were captured', async () => {
		const capture = loadCapture('litellm-1.110.stream_n2');
		const { bodyText, recording } = await snapshotNamed('litellm-two-choices');
		expect(bodyText).toBe(new TextDecoder().decode(capture.body));
		expect(recording.request.body).toEqual(capture.request);
	});

	test.each(['demo-burst', 'demo-stall'] as const)(
		'%s has the very bytes that the demo API sends today',
		async (name) => {
			const { recording, bodyText } = await snapshotNamed(name);
			const handle = createDemoHandler({ pace: 0 });
			const response = await handle(
				new Request(recording.request.url, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(recording.request.body),
				})
			);
			expect(bodyText).toBe(await response.text());
		}
	);
});

describe('<RecordedPlayground>', () => {
	test.each(names)(
		'draws %s on the server: its frames, how it ended, and what it is of',
		async (name) => {
			const element = createElement(RecordedPlayground, { recording: name, variant: 'guide' });
			const stream = await renderToReadableStream(element);
			await stream.allReady;
			const html = await new Response(stream).text();
			const snapshot = await snapshotNamed(name);
			expect(html).toContain(`Recorded: ${recordings[name].title}`);
			expect(html).toContain('data-frame-index="0"');
			expect(html).toContain(`${snapshot.frames.length} frames`);
			expect(html).not.toContain('data-sample');
			expect(html.includes('Its times are unknown')).toBe(name.startsWith('llama-'));
		}
	);
});
