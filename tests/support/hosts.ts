/**
 * The built site on web servers that are not ours, on ports of the loopback.
 *
 * Out     the address, when the server answers there.
 * Errors  throws what the server printed where it does not start.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Loopback } from './loopback.ts';
import { toolOf } from './machine.ts';
import { dist } from './site.ts';

const IMAGE = '/srv/streaming/dist';
/** The user that runs the server where tests are run by root: `nobody`. */
const USER = 65_534;

/** With the files and the lines that the Dockerfile puts into its image, and like there without rights. */
export async function startNginx(): Promise<Loopback> {
	const program = toolOf('nginx') ?? '';
	const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
	const isRoot = process.getuid?.() === 0;
	if (isRoot) chownSync(folder, USER, USER);
	const port = await freePort();
	const { files, lines } = makeImage(folder);
	const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
	writeFileSync(
		join(folder, 'nginx.conf'),
		`daemon off;
master_process off;
pid ${folder}/pid;
error_log stderr;
events {}
http {
access_log off;
include ${mimeTypesOf(program)};
default_type application/octet-stream;
${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n')}
${lines.replace(`root ${IMAGE};`, `listen 127.0.0.1:${port};\nroot ${files};`)}
}
`
	);
	const args = ['-e', 'stderr', '-c', join(folder, 'nginx.conf')];
	const server = await start(program, args, port, isRoot ? USER : undefined);
	return {
		...server,
		async close() {
			await server.close();
			rmSync(folder, { recursive: true });
		},
	};
}

/** What the Dockerfile does once the site is built, in a folder in the place of `/srv/streaming/`. */
function makeImage(folder: string) {
	const root = join(dist, '..');
	const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8').replaceAll('\\\n', ' ');
	const [, steps] = /^RUN npm run build\s+&& (.+)$/m.exec(dockerfile) ?? [];
	if (steps === undefined) throw new Error('The Dockerfile has no steps after `npm run build`.');
	const [files, lines] = [join(folder, 'dist'), join(folder, 'lines.conf')];
	const here = steps.replaceAll(IMAGE, files).replaceAll(' nginx.conf', ` ${lines}`);
	const { status, stderr } = spawnSync('sh', ['-ec', here], { cwd: root, encoding: 'utf8' });
	if (status !== 0) throw new Error(`${here}\nended with ${status}: ${stderr}`);
	const printed = readFileSync(lines, 'utf8');
	if (!printed.includes(`root ${IMAGE};`))
		throw new Error(`The lines for nginx have no root ${IMAGE}.`);
	return { files, lines: printed };
}

/** Where nginx is from decides where its table of types is: beside its own configuration. */
function mimeTypesOf(program: string): string {
	const { stderr } = spawnSync(program, ['-V'], { encoding: 'utf8' });
	return join(dirname(/--conf-path=(\S+)/.exec(stderr)?.[1] ?? '/etc/nginx/'), 'mime.types');
}

export async function startServe(): Promise<Loopback> {
	const port = await freePort();
	const args = [dist, '--listen', `tcp://127.0.0.1:${port}`, '--no-clipboard'];
	return start(toolOf('serve') ?? '', [...args, '--no-port-switching'], port);
}

export async function startPython(): Promise<Loopback> {
	const port = await freePort();
	const args = ['-m', 'http.server', '--bind', '127.0.0.1', '--directory', dist, String(port)];
	return start('python3', args, port);
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	// An `AddressInfo` while a server listens on a port.
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

async function start(
	program: string,
	args: readonly string[],
	port: number,
	user?: number
): Promise<Loopback> {
	const child = spawn(program, args, {
		...(user === undefined ? {} : { uid: user, gid: user }),
		// `serve` else asks npm whether there is a newer one.
		env: { ...process.env, NO_UPDATE_CHECK: '1' },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let printed = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (data: Buffer) => (printed += data));
	}
	let hasEnded = false;
	const ended = new Promise<void>((resolve) => {
		child.on('error', (error) => (printed += error.message));
		child.on('close', () => {
			hasEnded = true;
			resolve();
		});
	});
	const origin = `http://127.0.0.1:${port}`;
	while (
		!(await fetch(`${origin}/favicon.svg`).then(
			({ ok }) => ok,
			() => false
		))
	) {
		if (hasEnded) throw new Error(`${program} ended and printed: ${printed}`);
		await delay(50);
	}
	return {
		origin,
		async close() {
			child.kill('SIGKILL');
			await ended;
		},
	};
}
