/**
 * The system's WebKitGTK, over W3C WebDriver (https://www.w3.org/TR/webdriver2/), in an X server that shows nothing.
 *
 * Its language is `C`, as on a machine without locales: `Intl` knows no such language.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { expect } from '@playwright/test';
import { listen } from '../../support/loopback.ts';
import { VIEWPORT, type Browser, type Key, type Tab } from './tab.ts';

/** Keys that type no character have one of their own: https://www.w3.org/TR/webdriver2/#keyboard-actions. */
const KEYS: Record<Key, string> = {
	Backspace: '\uE003',
	End: '\uE010',
	Enter: '\uE007',
	Escape: '\uE00C',
	Home: '\uE011',
};

// The bars around a page would keep the window wider than a phone.
const ARGUMENTS = ['--automation', '--full-screen'];

/** @param driver A `WebKitWebDriver`, which knows its browser. */
export async function launchWebKit(driver: string): Promise<Browser> {
	const port = await freePort();
	const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x1000x24'], {
		stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
	});
	const [display] = await once(screen.stdio[3] as Readable, 'data');
	const server = spawn(driver, [`--port=${port}`], {
		stdio: 'ignore',
		env: {
			...process.env,
			DISPLAY: `:${String(display).trim()}`,
			LC_ALL: 'C.UTF-8',
			// Neither a sandbox nor a graphics card is there where tests run.
			WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
			WEBKIT_DISABLE_DMABUF_RENDERER: '1',
		},
	});
	// From the start: one of them may be gone by the time it is closed.
	const ended = Promise.all([once(server, 'close'), once(screen, 'close')]);
	const send = (method: string, path: string, body?: object) =>
		command(`http://127.0.0.1:${port}${path}`, method, body);
	await expect(() => send('GET', '/status')).toPass();

	return {
		async open() {
			const { sessionId } = (await send('POST', '/session', {
				capabilities: {
					alwaysMatch: { 'webkitgtk:browserOptions': { args: ARGUMENTS } },
				},
			})) as { sessionId: string };
			const path = `/session/${sessionId}`;
			const tab = createTab((method, rest, body) => send(method, path + rest, body));
			await tab.resize(VIEWPORT.width, VIEWPORT.height);
			return tab;
		},
		async close() {
			server.kill();
			screen.kill();
			await ended;
		},
	};
}

type Send = (method: string, path: string, body?: object) => Promise<unknown>;

function createTab(send: Send): Tab {
	const act = (actions: object) => send('POST', '/actions', { actions: [actions] });
	const pointer = (...actions: object[]) =>
		act({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });
	const keys = (characters: readonly string[]) =>
		act({
			type: 'key',
			id: 'keyboard',
			actions: characters.flatMap((value) => [
				{ type: 'keyDown', value },
				{ type: 'keyUp', value },
			]),
		});
	const evaluate = async (expression: string) => {
		const script = `const done = arguments[0];
			(async () => (${expression}))().then(
				(value) => done({ value: value ?? null }),
				(error) => done({ error: String(error) })
			);`;
		const result = (await send('POST', '/execute/async', { script, args: [] })) as {
			value?: unknown;
			error?: string;
		};
		if (result.error !== undefined) throw new Error(result.error);
		return result.value;
	};
	return {
		goto: async (url) => void (await send('POST', '/url', { url })),
		evaluate,
		move: async (x, y) =>
			void (await pointer({
				type: 'pointerMove',
				x: Math.round(x),
				y: Math.round(y),
				duration: 0,
			})),
		click: async () =>
			void (await pointer({ type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 })),
		type: async (text) => void (await keys([...text])),
		press: async (key) => void (await keys([KEYS[key]])),
		async resize(width, height) {
			await send('POST', '/window/rect', { width, height });
			await expect.poll(() => evaluate('innerWidth')).toBe(width);
		},
		close: async () => void (await send('DELETE', '')),
	};
}

async function command(url: string, method: string, body?: object): Promise<unknown> {
	const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
	const { value } = (await response.json()) as { value: unknown };
	if (response.ok) return value;
	const { error, message } = value as { error: string; message: string };
	throw new Error(`WebDriver: ${method} ${new URL(url).pathname}: ${error}: ${message}`);
}

/** The driver takes a port and cannot be asked for any. */
async function freePort(): Promise<number> {
	const { origin, close } = await listen(() => {});
	await close();
	return Number(new URL(origin).port);
}
