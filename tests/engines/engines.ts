/** How each engine is driven on this machine. */
import { chromium, firefox, webkit } from '@playwright/test';
import { CHROMIUM_ARGUMENTS } from '../support/chromium.ts';
import { browserPath, enginePath } from '../support/machine.ts';
import { launchFirefox } from './drivers/firefox.ts';
import { launchPlaywright } from './drivers/playwright.ts';
import type { Browser } from './drivers/tab.ts';
import { launchWebKit } from './drivers/webkit.ts';
import type { Engine } from './names.ts';

const TYPES = { chromium, firefox, webkit };

export function launch(engine: Engine): Promise<Browser> {
	if (engine === 'chromium') {
		return launchPlaywright(chromium, {
			executablePath: browserPath(),
			args: CHROMIUM_ARGUMENTS,
			// Playwright turns it off, and readers go back.
			ignoreDefaultArgs: ['--disable-back-forward-cache'],
		});
	}
	const path = enginePath(engine);
	if (path === TYPES[engine].executablePath()) return launchPlaywright(TYPES[engine], {});
	return engine === 'firefox' ? launchFirefox(path) : launchWebKit(path);
}
