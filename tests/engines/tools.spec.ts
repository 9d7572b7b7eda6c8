/** The tools: each opened first on a fresh page, then all in turn, and what they are for. */
import { expect, test } from './test.ts';
import { button, FRAMES, region, RESPONSE, RUN, TEXT, TIMING, TOOLS } from './screen.ts';

for (const [name, sign] of Object.entries(TOOLS)) {
	test(`${name} opens first of all`, async ({ reader }) => {
		await reader.open('/playground/');
		await reader.click(button(name));
		await reader.see({ ...sign, within: region(name) });
	});
}

test('the tools open one after the other, on the guide too', async ({ reader }) => {
	await reader.open('/');
	for (const [name, sign] of Object.entries(TOOLS)) {
		await reader.click(button(name));
		await reader.see({ ...sign, within: region(name) });
	}
});

test('all clients read the same bytes, and the obvious loop loses some', async ({ reader }) => {
	const broken = region('Break it');
	await reader.open('/playground/');
	await reader.click(button('Break it'));
	await reader.choose({ label: 'Fault to break it with', within: broken }, 'random-reads');
	await reader.click(button('Run with this fault', broken));
	await reader.ends();

	const clients = region('Clients');
	await reader.click(button('Clients'));
	await reader.click(button('Run all clients', clients));
	for (const name of ['This page’s example', 'OpenAI SDK', 'eventsource-parser', 'Yours']) {
		await reader.reads({ css: 'tr', containing: name, within: clients }, 'Identical');
	}
	await reader.reads(
		{ css: 'tr', containing: 'The obvious loop', within: clients },
		/Lost .*frame/
	);
});

test('a connection cut by a fault keeps the text that came', async ({ reader }) => {
	const broken = region('Break it');
	await reader.open('/playground/');
	await reader.click(button('Break it'));
	await reader.choose({ label: 'Fault to break it with', within: broken }, 'cut');
	await reader.enter({ label: 'after', within: broken }, '7');
	await reader.click(button('Run with this fault', broken));
	await reader.ends('Cut off.');
	await reader.reads(FRAMES, '7 frames');
	await reader.reads(TEXT, 'Once');
});

test('the same bytes are cut into other reads', async ({ reader }) => {
	const broken = region('Break it');
	await reader.open('/playground/');
	await reader.click(button('Break it'));
	await reader.choose({ label: 'Cut', within: broken }, 'at frame ends');
	await reader.click(button('Re-cut', broken));
	await reader.reads(broken, /Now: \d+ reads\./);
	await reader.choose({ label: 'Cut', within: broken }, 'all in one');
	await reader.click(button('Re-cut', broken));
	await reader.reads(broken, 'Now: 1 read.');
	await reader.ends();
});

const FILES = {
	'Recording (.json)': 'story.recording.json',
	'HAR (.har)': 'story.har',
	'Body (.sse)': 'story.sse',
};

test('an exported run comes back as it was, from each kind of file', async ({ reader }) => {
	const files = region('Import, export');
	await reader.open('/playground/');
	await reader.click(RUN);
	await reader.ends();
	const { text } = await reader.see(RESPONSE);
	await reader.click(button('Import, export'));
	const saved = [];
	for (const [format, name] of Object.entries(FILES)) {
		saved.push({ name, content: await reader.saves(button(format, files)) });
	}

	await reader.open('/playground/');
	await reader.click(button('Import, export'));
	for (const file of saved) {
		await reader.putFile({ label: 'Choose a file', within: files }, file);
		await reader.reads(TIMING, `Imported ${file.name}.`);
		await reader.ends();
		expect((await reader.see(RESPONSE)).text, file.name).toBe(text);
	}
});

test('a pasted stream is shown', async ({ reader }) => {
	const files = region('Import, export');
	await reader.open('/playground/');
	await reader.click(button('Import, export'));
	const paste = { role: 'textbox', name: 'Or paste a stream', within: files };
	await reader.enter(paste, 'data: {"choices":[{"index":0,"delta":{"content":"Pasted."}}]}');
	await reader.click(button('Import', files));
	await reader.reads(TEXT, 'Pasted.');
	await reader.ends('Cut off.');
});
