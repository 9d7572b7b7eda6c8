/** The search: fetched when it is opened, whole at once, and finding what readers paste. */
import { expect, test, type Page } from '@playwright/test';

const INTERFACE = /_astro\/search-interface\.[\w-]+\.js/;

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Search' });
const box = (page: Page) => dialog(page).getByRole('textbox');
const results = (page: Page) => dialog(page).locator('.pagefind-ui__result-link');

async function open(page: Page) {
	await page.getByRole('button', { name: 'Search' }).click();
	await expect(box(page)).toBeVisible();
}

test('its interface is fetched when the search is opened, not before', async ({ page }) => {
	const asked: string[] = [];
	page.on('request', (request) => asked.push(request.url()));
	await page.goto('/python/', { waitUntil: 'networkidle' });
	await page.mouse.wheel(0, 20_000);
	await page.waitForLoadState('networkidle');
	expect(asked.filter((url) => /\/pagefind\/|search-interface/.test(url))).toEqual([]);

	await open(page);
	await box(page).fill('keep-alive');
	await expect(results(page).first()).toBeVisible();
	expect(asked.filter((url) => INTERFACE.test(url))).toHaveLength(1);
});

test('words typed before the interface came are searched, and the focus stays', async ({
	page,
}) => {
	let letGo = () => {};
	const held = new Promise<void>((resolve) => (letGo = resolve));
	await page.route(INTERFACE, async (route) => {
		await held;
		await route.continue();
	});
	await page.goto('/python/');
	await page.keyboard.press('Control+k');
	await expect(box(page)).toBeFocused();
	await page.keyboard.type('keep-alive');
	await expect(results(page)).toHaveCount(0);

	letGo();
	await expect(results(page).first()).toBeVisible();
	await expect(box(page)).toHaveValue('keep-alive');
	await expect(box(page)).toBeFocused();
});

test('an interface that does not come is told, and the next opening tries again', async ({
	page,
}) => {
	let isDown = true;
	await page.route(INTERFACE, (route) => (isDown ? route.abort() : route.continue()));
	await page.goto('/python/');
	await open(page);
	await expect(dialog(page).getByRole('alert')).toHaveText(
		'The search did not load. Open it again, or reload the page.'
	);

	isDown = false;
	await page.keyboard.press('Escape');
	await expect(dialog(page)).toBeHidden();
	await open(page);
	await box(page).fill('keep-alive');
	await expect(results(page).first()).toBeVisible();
});

/** What readers paste, and where the first result must lead. */
const questions: Readonly<Record<string, string>> = {
	rate_limit_exceeded: '/errors/',
	'X-Accel-Buffering': '/backend/',
	ERR_INCOMPLETE_CHUNKED_ENCODING: '/troubleshooting/',
	'IndexError: list index out of range': '/troubleshooting/',
	"TypeError: Cannot read properties of undefined (reading '0')": '/troubleshooting/',
	'TypeError: terminated': '/troubleshooting/',
	'peer closed connection without sending complete message body': '/troubleshooting/',
	JSONDecodeError: '/troubleshooting/',
	'[object Object]': '/troubleshooting/',
	'401': '/errors/',
	Rust: '/other-languages/',
	'Next.js': '/react/',
	useChat: '/react/',
};

for (const [words, path] of Object.entries(questions)) {
	test(`the first result for "${words}" is ${path}`, async ({ page }) => {
		await page.goto('/');
		await open(page);
		await box(page).fill(words);
		await expect(results(page).first()).toHaveAttribute('href', new RegExp(`^${path}`));
	});
}

/** Asked as people ask, and the heading on *Troubleshooting* that answers. */
const asked: Readonly<Record<string, string>> = {
	'loses tokens SyntaxError': 'my-loop-loses-tokens-or-throws-a-syntaxerror',
	'emoji garbled': 'emoji-accents-or-chinese-characters-are-garbled-',
	'text appears twice': 'text-appears-twice',
	'how do I know it was cut off': 'how-do-i-know-whether-it-was-cut-off',
	'last word is missing': 'the-last-word-is-missing',
	'nothing shows until the end': 'nothing-shows-until-the-end-and-then-everything',
	'first token slow': 'the-first-token-is-slow',
	'cut after 60 seconds': 'it-is-cut-after-60-seconds-or-another-round-number',
	'works with curl not in a page': 'it-works-with-curl-and-not-in-a-page',
	'where is my usage': 'where-is-my-usage',
};

test('ten questions are each answered by the first result, at their heading', async ({ page }) => {
	test.slow();
	await page.goto('/security/');
	await open(page);
	for (const [question, heading] of Object.entries(asked)) {
		await box(page).fill(question);
		await expect(dialog(page).locator('.pagefind-ui__message')).toContainText(question);
		const first = dialog(page).locator('.pagefind-ui__result').first();
		await expect(first.locator(`a[href="/troubleshooting/#${heading}"]`), question).toBeVisible();
	}
});

test('every question of Troubleshooting finds that page first, or one that its answer names', async ({
	page,
}) => {
	test.slow();
	await page.goto('/troubleshooting/');
	const headings = await page.locator('.sl-markdown-content').evaluate((content) =>
		Array.from(content.querySelectorAll('h3'), ({ textContent, parentElement }) => {
			const paths = ['/troubleshooting/'];
			let next = parentElement?.nextElementSibling;
			for (; next && !next.querySelector('h2, h3'); next = next.nextElementSibling) {
				for (const link of next.querySelectorAll('a')) paths.push(link.pathname);
			}
			return { question: textContent, paths };
		})
	);
	expect(headings.length).toBeGreaterThan(30);

	await open(page);
	const wrong: string[] = [];
	for (const { question, paths } of headings) {
		await box(page).fill(question);
		await expect(dialog(page).locator('.pagefind-ui__message')).toContainText(question);
		const found = await results(page).first().getAttribute('href');
		if (!paths.some((path) => found?.startsWith(path))) wrong.push(`${question}: ${found}`);
	}
	expect(wrong).toEqual([]);
});
