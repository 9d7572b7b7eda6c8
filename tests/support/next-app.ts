/**
 * A Next.js app with the files that the page _React and Next.js_ prints, built and started as its reader would.
 *
 * In      where the API is, and the key of the server.
 * Out     its address, and what it has printed. `/` has the hook, `/assistant` has `useChat`; a button of either
 *         takes the component away. The port is the system's to choose.
 * Errors  rejects with what the build or the server printed, where either fails.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { listening, type ListeningServer } from './listening.ts';
import { nextPath } from './machine.ts';
import { environment } from './program.ts';
import { examplePath } from './reader-folders.ts';

/** By its path in the app, the printed file. */
const PRINTED: Readonly<Record<string, string>> = {
	'app/stream-chat.js': 'browser/stream-chat.js',
	'app/use-stream.ts': 'browser/use-stream.ts',
	'app/Chat.tsx': 'browser/Chat.tsx',
	'app/Assistant.tsx': 'nextjs/app/Assistant.tsx',
	'app/api/chat/route.ts': 'nextjs/app/api/chat/route.ts',
	'app/api/chat/completions/route.ts': 'nextjs/app/api/chat/completions/route.ts',
};

/** A page with the component, until the button is pressed. */
const pageOf = (name: string, from: string) => `'use client';
import { useState } from 'react';
import { ${name} } from '${from}';
export default function Page() {
  const [isThere, setIsThere] = useState(true);
  return <>{isThere && <${name} />}<button onClick={() => setIsThere(false)}>Leave</button></>;
}
`;

/** What an app has anyway. The compiler is as strict as Next.js makes it for a new app. */
export const OWN: Readonly<Record<string, string>> = {
	'app/layout.tsx': `export default function Layout({ children }: { children: React.ReactNode }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
	'app/page.tsx': pageOf('Chat', './Chat'),
	'app/assistant/page.tsx': pageOf('Assistant', '../Assistant'),
	// Nothing above this folder is the app's: its packages are all inside.
	'next.config.mjs': `export default { reactStrictMode: true, turbopack: { root: import.meta.dirname } };\n`,
	'tsconfig.json': JSON.stringify({
		compilerOptions: {
			target: 'ES2017',
			lib: ['dom', 'dom.iterable', 'esnext'],
			allowJs: true,
			// The folder is inside a `node_modules`, in which the compiler reads no JavaScript otherwise.
			maxNodeModuleJsDepth: 1,
			skipLibCheck: true,
			strict: true,
			noEmit: true,
			esModuleInterop: true,
			module: 'esnext',
			moduleResolution: 'bundler',
			resolveJsonModule: true,
			isolatedModules: true,
			jsx: 'react-jsx',
			incremental: true,
			plugins: [{ name: 'next' }],
		},
		include: ['next-env.d.ts', '**/*.ts', '**/*.tsx', '.next/types/**/*.ts'],
		exclude: ['node_modules'],
	}),
};

interface Settings {
	readonly baseURL: string;
	readonly apiKey: string;
}

/** Builds the app, unless what is there was built from the same files. */
export async function buildNextApp(): Promise<void> {
	const folder = nextPath();
	const files = Object.entries({
		...OWN,
		...Object.fromEntries(
			Object.entries(PRINTED).map(([path, file]) => [path, readFileSync(examplePath(file), 'utf8')])
		),
	});
	const stamp = join(folder, '.next/made-for');
	const wanted = createHash('sha256').update(JSON.stringify(files)).digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
	for (const path of ['app', '.next']) rmSync(join(folder, path), { recursive: true, force: true });
	for (const [path, source] of files) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), source);
	}
	const build = spawnNext(['build'], {});
	const printed = Promise.all([text(build.stdout), text(build.stderr)]);
	const [code] = await once(build, 'close');
	if (code !== 0) {
		throw new Error(`\`next build\` ended with ${code}:\n${(await printed).join('\n')}`);
	}
	writeFileSync(stamp, wanted);
}

export function startNextApp({ baseURL, apiKey }: Settings): Promise<ListeningServer> {
	const server = spawnNext(['start', '--hostname', '127.0.0.1', '--port', '0'], {
		SOLIDRUST_BASE_URL: baseURL,
		SOLIDRUST_API_KEY: apiKey,
	});
	return listening('`next start`', server, /(http:\/\/127\.0\.0\.1:\d+)[\s\S]*Ready/);
}

function spawnNext(args: readonly string[], env: Readonly<Record<string, string>>) {
	const folder = nextPath();
	return spawn(process.execPath, [join(folder, 'node_modules/next/dist/bin/next'), ...args], {
		cwd: folder,
		env: {
			...environment({ apiKey: '' }),
			NEXT_TELEMETRY_DISABLED: '1',
			NODE_ENV: 'production',
			...env,
		},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
}
