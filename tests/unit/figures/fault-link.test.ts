import { expect, test } from 'vitest';
import { faultLink } from '../../../src/figures/fault-link.ts';
import { decodeLink } from '../../../src/playground/share/link.ts';

test('a link to a fault opens the playground with that fault chosen', async () => {
	const link = await faultLink('error-midway;shape=litellm');
	expect(link).toMatch(/^\/playground\/#run=/);
	const { shared } = await decodeLink(link.slice(link.indexOf('#')));
	expect(shared?.settings).toMatchObject({ sendTo: 'demo', fault: 'error-midway;shape=litellm' });
});
