/** A run, from the press of a button to its end. */
import { test } from './test.ts';
import { button, FRAMES, MESSAGE, RESPONSE, RUN, STATUS, STOP, TEXT } from './screen.ts';

for (const path of ['/', '/playground/']) {
	test(`runs and stops on ${path}`, async ({ reader }) => {
		await reader.open(path);
		await reader.click(RUN);
		await reader.ends();
		// The last frame is in sight.
		await reader.reads(FRAMES, '[DONE]');
		await reader.reads(TEXT, 'Once');

		// In the guide the prompts come with the options.
		if (path === '/') await reader.click({ css: '.pg-options summary' });
		await reader.click(button('Long'));
		await reader.click(RUN);
		await reader.reads(RESPONSE, 'How text learned');
		await reader.click(STOP);
		await reader.reads(STATUS, 'Stopped.');
		await reader.see(RUN, { isEnabled: true });
		await reader.enter(MESSAGE, 'Say “grüß Gott”');
		await reader.click(RUN);
		await reader.reads(RESPONSE, 'grüß Gott');
	});
}
