import { describe, expect, test } from 'vitest';
import { WEB_PLATFORM_TESTS } from '../../fixtures/wpt-event-stream.ts';
import { bytes, decode, everyCut, joined } from '../../support/sse.ts';

describe('the web platform tests of EventSource', () => {
	test.each(WEB_PLATFORM_TESTS)('$name: $title', ({ body, events, retryMs }) => {
		const wire = bytes(body);
		for (const { name, reads } of everyCut(wire, { rounds: 10 })) {
			const decoded = decode(reads);
			const dispatched = decoded.frames.flatMap(({ data, event, lastEventId }) =>
				data === undefined ? [] : [{ data, type: event, lastEventId }]
			);
			expect(dispatched, name).toMatchObject(events);
			expect(dispatched, name).toHaveLength(events.length);
			const retries = decoded.frames.flatMap((frame) => frame.retryMs ?? []);
			expect(retries, name).toEqual(retryMs === undefined ? [] : [retryMs]);
			expect(joined(decoded), name).toEqual(wire);
		}
	});
});
