/**
 * What a reader copies from the built pages, in an empty folder, with the newest versions that its install line
 * brings: it runs. A program that no test here runs is a failure.
 */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { createDemoHandler } from '../../src/demo/index.ts';
import {
	readersFolders,
	runThere,
	save,
	serveFolder,
	startThere,
} from '../support/copied/folders.ts';
import { programsOn, type Copied } from '../support/copied/pages.ts';
import { commandOf, faultIn, groups, isServer, STORY } from '../support/copied/terminal.ts';
import { startDemoServer } from '../support/demo-server.ts';
import type { Loopback } from '../support/loopback.ts';
import { BUILD_LIMIT_MS } from '../support/languages.ts';
import { toolOf } from '../support/machine.ts';
import { OWN } from '../support/next-app.ts';
import { pages } from '../support/site.ts';

// One worker for all, so that each line is installed once.
test.describe.configure({ mode: 'default', timeout: 180_000 });

const demo = createDemoHandler({ pace: 0.02 });
const folders = readersFolders();
const AT_ONCE = 3;
let copied: readonly Copied[];
let api: Loopback;

test.beforeAll(async ({ browser, baseURL }) => {
	test.setTimeout(180_000);
	api = await startDemoServer({ handler: demo });
	copied = await copyAll(browser, baseURL);
});
test.afterAll(async () => {
	test.setTimeout(180_000);
	await Promise.all([api?.close(), folders.leave()]);
});

async function copyAll(browser: Browser, baseURL: string | undefined): Promise<Copied[]> {
	const permissions = ['clipboard-read', 'clipboard-write'];
	const context = await browser.newContext({ permissions, ...(baseURL && { baseURL }) });
	const page = await context.newPage();
	const all: Copied[] = [];
	for (const address of pages) all.push(...(await programsOn(page, address)));
	await context.close();
	return all;
}

/** The text of the first program of this name, or of the one with a certain word in its install line. */
function take(name: string, word = ''): string {
	const found = copied.find((one) => one.name === name && one.install.includes(word));
	if (!found) throw new Error(`No page has a program ${name} to copy.`);
	return found.text;
}

async function runCopied(program: Copied): Promise<void> {
	const { name, text, install } = program;
	const beside: Record<string, string> = {};
	if (name.startsWith('replay.')) beside['answer.sse'] = await savedAnswer();
	if (name === 'terminal.mjs') beside['stream-chat.js'] = take('stream-chat.js');
	const path = name.endsWith('.rs') ? 'src/main.rs' : name;
	const folder = await folders.make(install, { ...beside, [path]: text });
	const printed = await runThere(folder, commandOf(program), `${api.origin}/v1`);
	expect.soft(faultIn(program, printed)).toBe('');
}

const STREAM = { model: 'vllm-primary', stream: true };
async function savedAnswer(): Promise<string> {
	const messages = [{ role: 'user', content: 'Tell me a story' }];
	const body = JSON.stringify({ ...STREAM, messages });
	const response = await demo(
		new Request('http://demo.test/v1/chat/completions', { method: 'POST', body })
	);
	return response.text();
}

for (const [title, belongs] of groups) {
	test(`what pages print runs ${title}`, async () => {
		const [, tool] = /\(needs (\w+)\)/.exec(title) ?? [];
		test.skip(tool !== undefined && toolOf(tool) === undefined);
		// What Rust's programs need may have to be compiled, too, on a machine with much else to do.
		if (tool === 'Rust') test.setTimeout(BUILD_LIMIT_MS);
		const programs = new Map(copied.filter(belongs).map((one) => [one.text, one]));
		expect(programs.size).toBeGreaterThan(0);
		const queue = [...programs.values()];
		const work = async () => {
			for (let next = queue.shift(); next; next = queue.shift()) await runCopied(next);
		};
		// Rust's share what was compiled, the program itself too.
		await Promise.all(Array.from({ length: tool === 'Rust' ? 1 : AT_ONCE }, work));
	});
}

/** A module without a program of its own, in the smallest one that uses it. */
const uses: Readonly<Record<string, string>> = {
	'short-chat.js': '',
	'smooth.js': `import { smooth } from './smooth.js';`,
	'silence-limit.js': `import { limitSilence } from './silence-limit.js';`,
	'stream-chat-eventsource-parser.js': '',
};

for (const [name, imported] of Object.entries(uses)) {
	test(`${name} is used as its page says`, async () => {
		const client = imported === '' ? name : 'stream-chat.js';
		const found = copied.find((one) => one.name === name)!;
		const folder = await folders.make(found.install, {
			[client]: take(client),
			[name]: take(name),
			'use.mjs': `${imported}
				import { streamChat } from './${client}';
				const { SOLIDRUST_BASE_URL: baseURL, SOLIDRUST_API_KEY: apiKey } = process.env;
				const messages = [{ role: 'user', content: 'Tell me a story' }];
				const answer = streamChat({ baseURL, apiKey, model: 'vllm-primary', messages,
					${name === 'silence-limit.js' ? 'fetch: limitSilence(60_000)' : ''} });
				const pieces = ${name === 'smooth.js' ? 'smooth(answer)' : 'answer'};
				for await (const piece of pieces) process.stdout.write(piece);`,
		});
		expect(await runThere(folder, 'node use.mjs', `${api.origin}/v1`)).toContain(STORY);
	});
}

/** Answers what the page asks of the API, which it names. */
async function answerFor(page: Page) {
	await page.route('https://api.solidrust.ai/**', async (route) => {
		const request = route.request();
		const answer = await demo(
			new Request(request.url(), { method: 'POST', body: request.postData() })
		);
		const headers = { 'access-control-allow-origin': '*', 'content-type': 'text/event-stream' };
		await route.fulfill({ headers, body: await answer.text() });
	});
	page.on('dialog', (dialog) => void dialog.accept('sk-of-a-reader'));
}

const webPages: readonly (readonly [name: string, ends: string, beside: readonly string[]])[] = [
	['short.html', STORY, ['short-chat.js']],
	['chat.html', STORY, ['stream-chat.js']],
	// Nobody has taught the demo what this page asks: it says so.
	['markdown.html', 'or for something long.', ['markdown.js', 'short-chat.js']],
];

for (const [name, ends, beside] of webPages) {
	test(`${name} runs beside ${beside.join(' and ')}`, async ({ page }) => {
		const install = copied.find((one) => one.name === beside[0])?.install ?? '';
		const files = [name, ...beside].map((file) => [file, take(file)]);
		const site = await serveFolder(await folders.make(install, Object.fromEntries(files)));
		await answerFor(page);
		await page.goto(`${site.origin}/${name}`);
		const run = page.getByRole('button', { name: 'Run' });
		if (name === 'chat.html') await run.click();
		await expect(page.locator('#answer')).toContainText(ends);
		await site.close();
	});
}

const appFiles = [
	'app/use-stream.ts',
	'app/Chat.tsx',
	'app/Assistant.tsx',
	'app/api/chat/route.ts',
	'app/api/chat/completions/route.ts',
];

const servers: readonly (readonly [name: string, word: string])[] = [
	['short.py', 'fastapi'],
	['server.py', 'fastapi'],
	['short.mjs', 'hono'],
	['server.mjs', 'hono'],
	['resume.py', 'fastapi'],
	['resume.mjs', 'hono'],
];

for (const [name, word] of servers) {
	test(`${name} and its page run after the line with ${word}`, async ({ page }) => {
		const html = take(name.startsWith('resume') ? 'public/index.html' : 'index.html');
		const folder = await folders.make(
			copied.find((one) => one.name === name && one.install.includes(word))!.install,
			{
				[name]: take(name, word),
				'public/index.html': html,
				'public/stream-chat.js': take('stream-chat.js'),
			}
		);
		const server = await startThere(
			folder,
			`exec ${name.endsWith('.py') ? 'python' : 'node'} ${name}`,
			`${api.origin}/v1`
		);
		await page.goto(server.origin);
		await page.getByRole('button', { name: 'Run' }).click();
		await expect(page.getByRole('status')).toHaveText('Complete');
		expect((await page.locator('#answer').textContent())?.trim()).toBe(STORY);
		await server.close();
	});
}

/** A new app has these anyway. */
const NEXT = 'npm install next react react-dom typescript @types/node @types/react';

test('the files for Next.js run as an app of the newest version', async ({ page }) => {
	test.setTimeout(BUILD_LIMIT_MS);
	const line = copied.find(({ name }) => name === 'app/Assistant.tsx')!.install;
	const folder = await folders.install(`${NEXT} && ${line}`);
	const files = appFiles.map((name) => [name, take(name)]);
	const client = { 'app/stream-chat.js': take('stream-chat.js') };
	await save(folder, { ...OWN, ...client, ...Object.fromEntries(files) });
	await runThere(folder, 'npx next build', `${api.origin}/v1`);
	const start = 'exec node node_modules/next/dist/bin/next start --hostname 127.0.0.1';
	const app = await startThere(folder, start, `${api.origin}/v1`);
	await expect.poll(app.output).toContain('Ready');
	for (const path of ['/', '/assistant']) {
		await page.goto(app.origin + path);
		await page.getByRole('textbox').fill('Tell me a story');
		await page.getByRole('textbox').press('Enter');
		await expect(page.getByText(STORY.slice(-40))).toBeVisible();
	}
	await app.close();
});

test('no program that can be copied is left out', () => {
	const named = new Set([
		'public/index.html',
		...Object.keys(uses),
		...webPages.flat(2),
		...servers.flat(),
		...appFiles,
	]);
	const texts = new Map<string, string>();
	for (const program of copied) {
		const { page, name, text, install } = program;
		const isRun = groups.some(([, belongs]) => belongs(program));
		expect.soft(isRun || named.has(name) || isServer(program), `${page} ${name}`).toBe(true);
		// The first of them is run for all.
		const known = texts.get(`${name} ${install}`);
		expect.soft(known ?? text, `${page} ${name}`).toBe(text);
		texts.set(`${name} ${install}`, text);
	}
});
