import { describe, expect, test } from 'vitest';
import { createForm } from '../../../../src/playground/state/form.ts';
import { KEY_LIFE_MINUTES } from '../../../../src/playground/state/key-holder.ts';
import { hasKey, takeKey } from '../../../../src/playground/state/misplaced-key.ts';
import { DEFAULT_SETTINGS, readSettings } from '../../../../src/playground/state/settings.ts';
import { encodeLink } from '../../../../src/playground/share/link.ts';
import { keyShapes } from '../../../support/key-shapes.ts';
import { fakeClock } from '../../run/support.ts';

const A = 'https://a.test/v1';
const B = 'https://b.test/v1';
const MINUTE = 60_000;

/** A form in which a key was typed for A. */
function withKey(key = 'k-1') {
	const clock = fakeClock();
	const timers = {
		now: clock.now,
		setTimeout: clock.setTimeout!,
		clearTimeout: clock.clearTimeout!,
	};
	const form = createForm({}, timers);
	form.keyRef.current = { value: '' } as HTMLInputElement; // All that a form asks of its input.
	form.change({ sendTo: 'endpoint', baseURL: A });
	form.keyRef.current.value = key;
	form.typedKey();
	return { form, clock, key: () => form.keyRef.current?.value };
}

const link = (settings: object) => ({
	shared: {
		settings: { ...DEFAULT_SETTINGS, ...settings },
		view: 'markdown' as const,
		smooth: 'off' as const,
	},
});

describe('the key, when the address changes', () => {
	const ways: Record<string, (form: ReturnType<typeof createForm>) => void> = {
		'by typing': (form) => form.change({ baseURL: B }),
		'by a link that chooses the endpoint': (form) =>
			form.open(link({ sendTo: 'endpoint', baseURL: B })),
		'by a link that does not': (form) => form.open(link({ baseURL: B })),
		'to another scheme': (form) => form.change({ baseURL: 'http://a.test/v1' }),
		'to another port': (form) => form.change({ baseURL: 'https://a.test:444/v1' }),
		'by Forget settings': (form) => form.forget(),
	};
	test.each(Object.entries(ways))('goes %s, and the page says so', (_name, change) => {
		const { form, key } = withKey();
		change(form);
		expect(key()).toBe('');
		expect(form.getState().keyGone).toMatch(/cleared|forgotten/);
	});

	test('stays on the same origin, while an address is half typed, and with any other change', () => {
		const { form, key } = withKey();
		form.change({ baseURL: 'https://a.test/other' });
		form.change({ baseURL: 'https:/' });
		form.change({ baseURL: A, model: 'another', sendTo: 'demo' });
		expect(key()).toBe('k-1');
		expect(form.getState().keyGone).toBeUndefined();
	});

	test('goes by Forget settings on the same origin, too', () => {
		const { form, key } = withKey();
		form.change({ baseURL: DEFAULT_SETTINGS.baseURL });
		form.keyRef.current!.value = 'k-2';
		form.typedKey();
		form.forget();
		expect(key()).toBe('');
	});

	test('does not come back by a second change, to where it was typed for', () => {
		const { form, key } = withKey();
		form.change({ baseURL: B });
		form.change({ baseURL: A });
		expect(key()).toBe('');
	});
});

describe('an address from a link', () => {
	test('gets no key before the reader has confirmed it, also without the endpoint being chosen', async () => {
		for (const settings of [{ sendTo: 'endpoint', baseURL: B }, { baseURL: B }]) {
			const { form } = withKey();
			form.open(link(settings));
			form.change({ sendTo: 'endpoint' });
			form.keyRef.current!.value = 'k-3';
			form.typedKey();
			expect(await form.readRequest()).toBeUndefined();
			expect(form.getState().problems).toEqual([
				{ field: 'key', text: 'Not sent yet: b.test is from a link. Confirm it first.' },
			]);
			form.confirmAddress();
			expect((await form.readRequest())?.apiKey).toBe('k-3');
		}
	});

	test('is the reader’s own, once they have typed in it', async () => {
		const { form } = withKey();
		form.open(link({ sendTo: 'endpoint', baseURL: B }));
		form.change({ baseURL: `${B}/own` });
		form.keyRef.current!.value = 'k-3';
		form.typedKey();
		expect((await form.readRequest())?.baseURL).toBe(`${B}/own`);
	});
});

describe('the life of the key', () => {
	test('ends after 30 minutes without use, and not before', async () => {
		const { form, clock, key } = withKey();
		await clock.advance((KEY_LIFE_MINUTES - 1) * MINUTE);
		await form.readRequest();
		await clock.advance((KEY_LIFE_MINUTES - 1) * MINUTE);
		expect(key()).toBe('k-1');
		await clock.advance(MINUTE);
		expect(key()).toBe('');
		expect(form.getState().keyGone).toContain('30 minutes');
		expect(clock.timers()).toBe(0);
	});
});

describe('a key in another box', () => {
	test.each(keyShapes)(
		'of $vendor is not sent, shared or kept, and can be moved',
		async ({ key }) => {
			for (const box of [
				'baseURL',
				'model',
				'message',
				'system',
				'temperature',
				'maxTokens',
			] as const) {
				for (const pasted of [key, `Bearer ${key}`, `"${key}"`]) {
					const settings = { ...DEFAULT_SETTINGS, sendTo: 'endpoint' as const, [box]: pasted };
					expect(hasKey(box, pasted), `${box}: ${pasted}`).toBe(true);
					expect(readSettings(settings, '').request).toBeUndefined();
					const made = await encodeLink({ settings, view: 'markdown', smooth: 'off' }, '');
					expect(made.fragment).toBeUndefined();
					expect(takeKey(pasted)).toEqual({ key, rest: '' });
				}
			}
			const { form, key: held } = withKey('');
			form.change({ message: `Use ${key.length > 30 ? 'api-key: ' : 'api_key='}${key}` });
			form.moveKey('message');
			expect(held()).toBe(key);
			expect(form.getState().settings.message).not.toContain(key);
		}
	);
});
