import { expect, test } from 'vitest';
import { travelsInTheClear } from '../../../../src/playground/form/clear-text.ts';

test.each([
	['http://localhost:8000/v1', false],
	['http://LOCALHOST/v1', false],
	['http://llm.localhost/v1', false],
	['http://127.0.0.1:11434/v1', false],
	['http://127.1/v1', false],
	['http://[::1]:8000/v1', false],
	['https://api.example/v1', false],
	['http://localhost.evil.example/v1', true],
	['http://127.0.0.1.evil.example/v1', true],
	['http://127.evil.example/v1', true],
	['http://notlocalhost/v1', true],
	['http://[::2]/v1', true],
	['http://192.168.1.5:8000/v1', true],
	['http://api.example/v1', true],
])('%s: read on the way: %s', (address, expected) => {
	expect(travelsInTheClear(new URL(address))).toBe(expected);
});
