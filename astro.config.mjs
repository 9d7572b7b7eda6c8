import react from '@astrojs/react';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { csp, quickLists, sandbox } from './src/build/index.ts';
import { demoApi } from './src/demo/node.ts';
import { codeThemes } from './src/styles/code-themes.ts';

export default defineConfig({
	// Only absolute links (sitemap, canonical) depend on it. Set SITE_URL when building for a host.
	site: process.env.SITE_URL ?? 'http://localhost:4321',
	devToolbar: { enabled: false },
	vite: {
		build: {
			rolldownOptions: {
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
			title: 'SolidRusT Streaming',
			description: 'Streaming chat completions with the SolidRusT AI API, frame by frame.',
			logo: { src: './src/components/mark.svg', alt: '' },
			favicon: '/favicon.svg',
			disable404Route: true,
			customCss: ['./src/styles/site.css'],
			components: {
				SocialIcons: './src/components/HeaderLinks.astro',
			},
			sidebar: [
				{ label: 'Streaming Responses', slug: 'index' },
				{ label: 'Playground', slug: 'playground' },
				{ slug: 'on-the-wire' },
				{ slug: 'python' },
				{ slug: 'javascript' },
				{ slug: 'browser' },
				{ slug: 'backend' },
				{ slug: 'connection-drops' },
				{ slug: 'smooth-display' },
				{ slug: 'errors' },
				{ slug: 'usage-and-timing' },
				{ slug: 'tool-calls-and-reasoning' },
				{ slug: 'test-your-client' },
				{ slug: 'reference' },
				{ slug: 'troubleshooting' },
			],
			expressiveCode: {
				themes: codeThemes,
				styleOverrides: {
					borderRadius: 'var(--radius)',
					borderColor: 'var(--hairline)',
					codeFontFamily: 'var(--__sl-font-mono)',
					codeFontSize: '0.8125rem',
					codeLineHeight: '1.65',
					codeBackground: 'var(--panel)',
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
						terminalTitlebarBorderBottomColor: 'var(--hairline)',
						editorTabBarBackground: 'var(--panel)',
						editorTabBarBorderColor: 'var(--hairline)',
						editorTabBarBorderBottomColor: 'var(--hairline)',
						editorActiveTabBackground: 'var(--panel)',
						editorActiveTabIndicatorTopColor: 'transparent',
						editorActiveTabIndicatorBottomColor: 'var(--accent)',
					},
				},
			},
		}),
		react(),
		demoApi(),
		quickLists(),
		sandbox(),
		csp(),
	],
});
