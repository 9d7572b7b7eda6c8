/** The playground's controls, by the names that readers see. */
import type { Target } from './in-page.ts';

const form: Target = { css: '.pg-form' };

export const button = (name: string, within?: Target): Target => ({
	role: 'button',
	name,
	...(within && { within }),
});
export const region = (name: string): Target => ({ role: 'region', name });

export const RUN = button('Run', form);
export const STOP = button('Stop', form);
export const MESSAGE: Target = { role: 'textbox', name: 'Message', within: form };
/** A password box has no role. */
export const API_KEY: Target = { css: 'input[type="password"]', within: form };
export const FRAMES = region('Raw frames');
export const RESPONSE = region('Response');
export const TIMING = region('Timing');
export const TEXT: Target = { css: '[data-part="text"]', within: RESPONSE };
export const STATUS: Target = { css: '.pg-ending [role="status"]' };

export const frame = (index: number): Target => ({
	css: `[data-frame-index="${index}"]`,
	within: FRAMES,
});

/** Each tool, and something in its panel that says that it is there and works. */
export const TOOLS: Readonly<Record<string, Target>> = {
	Time: { role: 'slider', name: 'Frame on the plot' },
	Clients: { role: 'button', name: 'Run all clients' },
	'Break it': { role: 'button', name: 'Re-cut' },
	Runs: { role: 'button', name: 'Send it both ways' },
	Code: { role: 'button', name: 'Copy code' },
	'Import, export': { role: 'button', name: 'Import' },
	'Check this endpoint': { role: 'button', name: 'Check' },
};
