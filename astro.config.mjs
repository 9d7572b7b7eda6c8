import { fileURLToPath } from 'node:url';
import react from '@astrojs/react';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { AstroError } from 'astro/errors';
import linksValidator from 'starlight-links-validator';
import { readBasePath } from './src/address.ts';
import {
	absentSheets,
	clientIntent,
	createAnchorFinder,
	csp,
	docsMarkdown,
	hostHeaders,
	keepFingerprint,
	lightCode,
	markdownUnder,
	quickLists,
	noScript,
	noScriptLink,
	sandbox,
	siteVersion,
	STORAGE_SCRIPT,
	TRUSTED_TYPES_SCRIPT,
} from './src/build/index.ts';
import { demoApi } from './src/demo/node.ts';
import { codeThemes, layerOrder } from './src/styles/index.ts';

// Only absolute links (sitemap, canonical) depend on it. Set SITE_URL when building for a host.
const site = process.env.SITE_URL ?? 'http://localhost:4321';
const basePath = readBasePath(process.env.BASE_PATH);
if ('problem' in basePath) throw new AstroError(basePath.problem);
const base = basePath.value;
// Astro would take it for its own `import.meta.env.BASE_URL`.
delete process.env.BASE_URL;
// Tests build into a folder of their own.
const outDir = new URL(`${process.env.OUT_DIR ?? './dist'}/`, import.meta.url);
const title = 'SolidRusT Streaming';
const description = 'Streaming chat completions with the SolidRusT AI API, frame by frame.';

/** The pages in reading order, by what a reader comes for. */
const groups = [
	{ label: 'Start', slugs: ['index', 'playground', 'on-the-wire'] },
	{
		label: 'Programs',
		slugs: ['python', 'javascript', 'browser', 'backend', 'react', 'functions', 'other-languages'],
	},
	{
		label: 'In practice',
		slugs: [
			'connection-drops',
			'smooth-display',
			'errors',
			'usage-and-timing',
			'tool-calls-and-reasoning',
			'other-protocols',
		],
	},
	{
		label: 'Look up',
		slugs: [
			'test-your-client',
			'how-clients-behave',
			'servers-that-differ',
			'reference',
			'troubleshooting',
			'security',
		],
	},
];

/** A page is fetched when a reader is about to follow a link to it. Engines that know no such rules do without. */
const SPECULATION_RULES = JSON.stringify({
	prefetch: [{ where: { href_matches: `${base}/*` }, eagerness: 'moderate' }],
});

export default defineConfig({
	site,
	base: base || '/',
	outDir: fileURLToPath(outDir),
	markdown: { processor: markdownUnder(base) },
	devToolbar: { enabled: false },
	// `SPECULATION_RULES` does it, without a script.
	prefetch: false,
	vite: {
		plugins: [absentSheets()],
		define: {
			// Named in reports about a page, and so read only where there is a link for them.
			'import.meta.env.SITE_VERSION': JSON.stringify(
				process.env.EDIT_URL ? siteVersion(new URL('./', import.meta.url)) : ''
			),
		},
		resolve: {
			alias: Object.entries({
				// Starlight's search comes when it is opened: src/components/search.ts.
				'@pagefind/default-ui': 'components/no-search-yet.ts',
				'@pagefind/default-ui/css/ui.css': 'components/no-search-yet.css',
				'react-dom/server': 'build/whole-html.ts',
				'.*/TableOfContents/starlight-toc': 'components/toc.ts',
			}).map(([name, file]) => ({
				find: new RegExp(`^${name}$`),
				replacement: fileURLToPath(new URL(`./src/${file}`, import.meta.url)),
			})),
		},
		build: {
			// Baseline 2023. The linter holds the code to the same year.
			target: ['chrome120', 'edge120', 'firefox121', 'safari17.2', 'ios17.2'],
			rolldownOptions: {
				output: {
					codeSplitting: {
						// What each page has a few hundred bytes of: as files of their own they compress badly.
						groups: [
							{ name: 'every-page', test: /preload-helper|pagefind-config/ },
							{ name: 'code', test: /src\/snippets\/(?:stored|copy-text)\.ts/ },
						],
					},
				},
				// Astro 7.3 marks an MDX page's own assets with a directive that Rolldown warns of on
				// every build. It is Astro's business; every other warning is shown.
				onLog(level, log, show) {
					if (log.code !== 'MODULE_LEVEL_DIRECTIVE') show(level, log);
				},
			},
		},
	},
	integrations: [
		starlight({
			title,
			description,
			logo: { src: './src/components/mark.svg', alt: '' },
			favicon: '/favicon.svg',
			plugins: [
				// A link that leads nowhere stops the build, with the line it stands in.
				linksValidator({ exclude: createAnchorFinder(outDir, base) }),
			],
			disable404Route: true,
			// Before any style sheet: see styles/layers.ts.
			head: [
				{ tag: 'style', content: layerOrder },
				{ tag: 'script', content: TRUSTED_TYPES_SCRIPT },
				{ tag: 'script', content: STORAGE_SCRIPT },
				{ tag: 'script', attrs: { type: 'speculationrules' }, content: SPECULATION_RULES },
				noScriptLink(base),
			],
			customCss: ['tokens', 'contrast', 'prose', 'page', 'tones', 'print'].map(
				(name) => `./src/styles/${name}.css`
			),
			components: {
				ContentPanel: './src/components/ContentPanel.astro',
				EditLink: './src/components/EditLink.astro',
				PageTitle: './src/components/PageTitle.astro',
				Search: './src/components/Search.astro',
				SocialIcons: './src/components/HeaderLinks.astro',
			},
			sidebar: groups.map(({ label, slugs }) => ({ label, items: [...slugs] })),
			lastUpdated: true,
			editLink: process.env.EDIT_URL ? { baseUrl: process.env.EDIT_URL } : {},
			routeMiddleware: './src/components/route-head.ts',
			expressiveCode: {
				themes: codeThemes,
				// Programs stand, and are copied, as they are run: with their tabs.
				tabWidth: 0,
				styleOverrides: {
					borderRadius: 'var(--radius)',
					borderColor: 'var(--hairline)',
					codeFontFamily: 'var(--__sl-font-mono)',
					codeFontSize: '0.8125rem',
					codeLineHeight: '1.65',
					codeBackground: 'var(--panel)',
					codeForeground: 'var(--ink)',
					textMarkers: {
						markBackground: 'var(--accent-soft)',
						markBorderColor: 'transparent',
						inlineMarkerBorderWidth: '0px',
					},
					frames: {
						shadowColor: 'transparent',
						editorBackground: 'var(--panel)',
						terminalBackground: 'var(--panel)',
						terminalTitlebarBackground: 'var(--panel)',
						terminalTitlebarForeground: 'var(--ink-2)',
						terminalTitlebarDotsForeground: 'var(--ink-2)',
						terminalTitlebarBorderBottomColor: 'var(--hairline)',
						editorTabBarBackground: 'var(--panel)',
						editorTabBarBorderColor: 'var(--hairline)',
						editorTabBarBorderBottomColor: 'var(--hairline)',
						editorActiveTabBackground: 'var(--panel)',
						editorActiveTabForeground: 'var(--ink-2)',
						editorActiveTabIndicatorTopColor: 'transparent',
						editorActiveTabIndicatorBottomColor: 'var(--accent)',
					},
				},
			},
		}),
		react(),
		clientIntent(),
		demoApi(),
		quickLists(),
		docsMarkdown({ title, description, site, base, groups }),
		sandbox(),
		lightCode(codeThemes),
		noScript(),
		csp(),
		hostHeaders(base),
		keepFingerprint(),
	],
});
