import { expect, test } from 'vitest';
import { programs } from '../../../../../src/playground/tools/code/programs.ts';

test.each(programs)('$label names X-API-Key, and no Bearer, where that is chosen', ({ make }) => {
	const body = { model: 'm', messages: [{ role: 'user', content: 'Hello' }], stream: true };
	const program = make({ baseURL: 'https://a.test/v1', keyHeader: 'x-api-key', body });
	expect(program).toContain('X-API-Key');
	expect(program).not.toContain('Bearer');
});
