import { afterEach, describe, expect, test, vi } from 'vitest';
import { graphemesOf } from '../../src/graphemes.ts';

const text = 'a\r\né👩‍👧🇩🇪\ud83d';

afterEach(() => vi.unstubAllGlobals());

const segments = () => Array.from(graphemesOf(text), ({ segment }) => segment);

describe('graphemesOf()', () => {
	test('gives characters as readers see them', () => {
		expect(segments()).toEqual(['a', '\r\n', 'é', '👩‍👧', '🇩🇪', '\ud83d']);
	});

	test('gives code points where the browser has no segmenter, and loses nothing', () => {
		vi.stubGlobal('Intl', {});
		expect(segments().join('')).toBe(text);
		expect(segments()).toContain('👩');
		for (const { segment, index } of graphemesOf(text)) {
			expect(text.slice(index, index + segment.length)).toBe(segment);
		}
	});
});
