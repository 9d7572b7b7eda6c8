/** The reader's own client: edited, run, and its errors explained. */
import { expect, test } from '../support/test.ts';
import { clientCode } from '../support/screen/clients-tool.ts';

test('starts as the printed example, and shows its result', async ({ playground }) => {
	const { clients } = playground.tools;
	await playground.open();
	await playground.tools.open('Clients');
	await clients.openEditor();
	const editor = clients.editor;
	await expect(editor).toContainText('Streams a chat answer with');

	const shout = `const response = await fetch('/chat/completions');
console.log(response.status, response.headers.get('content-type'));
const whole = await response.text();
for (const [, word] of whole.matchAll(/"content":"(.*?)"/g)) yield word.toUpperCase();`;
	await clients.runCode(clientCode(shout));
	await expect(await clients.openText('Yours')).toContainText('ONCE UPON A TIME');
	await expect(clients.row('Yours')).toContainText(
		/Different text from character 2 on, in frame \d+\./
	);
	const output = clients.console;
	await expect(output.getByRole('listitem')).toHaveText(/log.*200 text\/event-stream.*Line 3/);

	// It outlives the panel, and Reset brings the example back.
	await playground.tools.button('Clients').click();
	await playground.tools.button('Clients').click();
	await expect(editor).toContainText('word.toUpperCase()');
	await clients.reset.click();
	await expect(editor).toContainText('Streams a chat answer with');
	await clients.runYours.click();
	await expect(clients.row('Yours')).toContainText('Identical');
});

test('letters typed into the editor are letters, and no shortcuts', async ({
	page,
	playground,
}) => {
	const { clients } = playground.tools;
	await playground.open();
	await playground.tools.open('Clients');
	await clients.openEditor();
	await clients.editor.click();
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.type('// j k f m s ? u');
	await expect(clients.editor).toContainText('// j k f m s ? u');
	await expect(playground.frames.selected).toHaveCount(0);
	await expect(playground.share.panel).toHaveCount(0);
	await expect(playground.keys.dialog).toHaveCount(0);
	await expect(playground.frames.find.search).toHaveCount(0);
	await expect(playground.response.markdown).toHaveAttribute('aria-pressed', 'true');
	await expect(playground.timing.play, 'Space does not play').toBeVisible();
});

test('names the line of an error of grammar or of running, and says what to export', async ({
	page,
	playground,
}) => {
	const { clients } = playground.tools;
	await playground.open();
	await playground.tools.open('Clients');
	const row = clients.row('Yours');
	await clients.runCode(clientCode("  yield 'a';\n\n  let x = ;"));
	await expect(row).toContainText("Threw: SyntaxError: Unexpected token ';' Line 4");
	await row.getByRole('button', { name: 'Line 4' }).click();
	await expect(page.locator('.cm-activeLine')).toHaveText('  let x = ;');

	await clients.runCode(clientCode("  yield 'a';\n  null.x;"));
	await expect(row).toContainText('Threw: TypeError: Cannot read properties of null');
	await expect(row).toContainText('Line 3');
	await expect(await clients.openText('Yours')).toContainText('a');

	const isNone = 'streamChat must be an async generator (async function*); it returned';
	const throws = "export async function streamChat() {\n  throw new TypeError('boom');\n}";
	await clients.runCode(throws);
	await expect(row).toContainText(`${isNone} a Promise, which failed with TypeError: boom`);
	await expect(row).toContainText('Line 2');
	await clients.runCode("export async function streamChat() {\n  return 'all';\n}");
	await expect(row).toContainText(`${isNone} a Promise.`);
	await clients.runCode('export function streamChat() {}');
	await expect(row).toContainText(`${isNone} a value of type undefined.`);

	await clients.runCode(`const x = 1;\n`);
	await expect(row).toContainText('The code exports no function called streamChat.');
});

test('is stopped if it does not end by itself', async ({ playground }) => {
	const { clients } = playground.tools;
	await playground.open();
	await playground.tools.open('Clients');
	const row = clients.row('Yours');
	for (const loop of ['while (true) {}', 'await new Promise(() => {});']) {
		await clients.runCode(clientCode(`  yield 'before';\n  ${loop}`));
		await expect(clients.panel.getByRole('status')).toContainText('Running Yours', {
			timeout: 5000,
		});
		await expect(row, loop).toContainText('Ended by us. It had not ended after 5 s', {
			timeout: 40_000,
		});
		await expect(await clients.openText('Yours'), loop).toContainText('before');
	}
	await clients.runCode(clientCode('  for (let i = 0; i < 1e5; i++) console.log(i);\n  yield 1;'));
	await expect(row).toContainText('Returned.');
	await expect(clients.console).toContainText('Line 200 of the console is the last that is shown.');
});
