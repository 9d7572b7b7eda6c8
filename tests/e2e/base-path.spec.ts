/**
 * The site at the root of its host and under `/docs`: the same few things done on each. Whatever a page asks its own
 * host for must be there, and under the path of the site.
 */
import { startSite } from '../../src/demo/node.ts';
import { BASE, buildForBase } from '../support/base-path.ts';
import { Playground } from '../support/playground.ts';
import { complaintsOf, dist, searchFor } from '../support/site.ts';
import { expect, test as playgroundTest } from '../support/test.ts';

interface Fixtures {
	base: string;
	/** The address of the site, without its last slash. */
	site: string;
	/** What was asked for outside the site, or was not there. */
	strays: string[];
}

const test = playgroundTest.extend<Fixtures>({
	base: ['', { option: true }],
	site: [
		async ({ base }, use) => {
			const folder = base === '' ? dist : buildForBase();
			const server = await startSite({ port: 0, dist: folder, base });
			await use(`http://localhost:${server.port}${base}`);
			await server.close();
		},
		// The first to come after a change builds.
		{ timeout: 300_000 },
	],
	strays: async ({ context, site }, use) => {
		const strays: string[] = [];
		context.on('response', (response) => {
			const url = response.url();
			const isHere = url.startsWith(`${site}/`) && response.status() < 400;
			if (url.startsWith('http') && !isHere) strays.push(`${response.status()} ${url}`);
		});
		await use(strays);
	},
});

// One file, one worker: the build for the path is made once.
test.describe.configure({ mode: 'default' });

for (const base of ['', BASE]) {
	test.describe(base === '' ? 'at the root' : `under ${base}`, () => {
		test.use({ base });

		test('a page has its theme, links, Markdown and search', async ({ page, site, strays }) => {
			const complaints = await complaintsOf(page);
			await page.goto(`${site}/python/`);
			await page.getByRole('combobox', { name: 'Select theme' }).first().selectOption('dark');
			const results = await searchFor(page, 'content_filter');
			await results.first().click();
			await expect(page).not.toHaveURL(`${site}/python/`);
			expect(page.url()).toContain(`${site}/`);
			await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('No page here');
			await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

			await page.goto(`${site}/python/`);
			const main = page.getByRole('main');
			await main.getByRole('link', { name: 'demo API' }).first().click();
			await expect(page).toHaveURL(`${site}/test-your-client/`);
			const header = page.getByRole('banner');
			await header.getByRole('link', { name: 'Playground' }).click();
			await expect(page).toHaveURL(`${site}/playground/`);
			await expect(header.locator('[aria-current="page"]')).toHaveText('Playground');
			await header.getByRole('link', { name: 'Guide' }).click();
			await expect(page).toHaveURL(`${site}/`);
			expect([...complaints, ...strays]).toEqual([]);
			// Beside it, Chromium asks for an icon of its own choice.
			await main.getByRole('link', { name: 'This page as Markdown' }).click();
			await expect(page).toHaveURL(`${site}/index.md`);
			await expect(page.locator('body')).toContainText('# Streaming Responses');
		});

		test('a run leads to the pages that explain it', async ({ page, playground, site, strays }) => {
			const complaints = await complaintsOf(page);
			await playground.open(`${site}/playground/`);
			await playground.runToEnd();
			const meaning = playground.ending.root.getByRole('link', { name: 'What this means' });
			const { href } = new URL((await meaning.getAttribute('href'))!, site);
			expect(href).toBe(`${site}/connection-drops/#complete`);
			await playground.frames.scrollToTop();
			const open = await playground.frames.open(0);
			await open.getByRole('link', { name: 'More in the guide' }).first().click();
			await expect(page).toHaveURL((url) => url.hash !== '' && url.href.startsWith(`${site}/`));
			const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
			await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
			expect([...complaints, ...strays]).toEqual([]);
		});

		test('a link shares the request, and a page’s link opens a fault', async ({
			context,
			page,
			playground,
			site,
			strays,
		}) => {
			await playground.open(`${site}/`);
			await playground.form.message.fill('Share me');
			const link = await playground.share.readLink();
			expect(link).toContain(`${site}/playground/#run=1.`);
			const shared = new Playground(await context.newPage());
			await shared.open(link);
			await expect(shared.form.message).toHaveValue('Share me');

			await page.goto(`${site}/servers-that-differ/`);
			await page.getByRole('link', { name: 'in the playground' }).first().click();
			await expect(page).toHaveURL(({ href }) => href.startsWith(`${site}/playground/#run=`));
			await expect(playground.form.faultNote).toBeVisible();
			expect(strays).toEqual([]);
		});

		test('the sandbox runs one’s own client', async ({ page, playground, site, strays }) => {
			const complaints = await complaintsOf(page);
			await playground.open(`${site}/playground/`);
			await playground.tools.open('Clients');
			await playground.tools.clients.openEditor();
			await playground.tools.clients.runYours.click();
			await expect(playground.tools.clients.row('Yours')).toContainText('Identical');
			expect([...complaints, ...strays]).toEqual([]);
		});

		test('the 404 page has links that work, and the host’s root leads in', async ({
			page,
			site,
		}) => {
			const response = await page.goto(`${site}/errors/no-such-page/`);
			expect(response?.status()).toBe(404);
			await page.getByRole('main').getByRole('link', { name: 'Troubleshooting' }).click();
			await expect(page).toHaveURL(`${site}/troubleshooting/`);
			await page.goto(new URL('/', site).href);
			await expect(page).toHaveURL(`${site}/`);
		});
	});
}
