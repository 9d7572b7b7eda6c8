/**
 * The image that the Dockerfile describes. No test builds it, since that needs an engine and two base images;
 * `tests/e2e/hosts.spec.ts` runs the site with the files and the lines that its steps make.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { nginx } from '../../src/build/hosting/formats.ts';
import { toolOf } from '../support/machine.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dockerfile = readFileSync(`${root}Dockerfile`, 'utf8');

test.skipIf(toolOf('hadolint') === undefined)('passes hadolint (needs hadolint)', () => {
	const { status, stdout } = spawnSync(toolOf('hadolint') ?? '', ['Dockerfile'], {
		cwd: root,
		encoding: 'utf8',
	});
	expect([status, stdout]).toEqual([0, '']);
});

test('copies what is there, and puts the site where the lines for nginx look for it', () => {
	const copies = [...dockerfile.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, files = '']) =>
		files.split(' ')
	);
	expect(copies).toEqual(['package.json', 'package-lock.json', '.ci', '.']);
	expect(copies.filter((file) => !existsSync(root + file))).toEqual([]);
	const [, site = ''] = /^COPY --from=build (\S+) \1$/m.exec(dockerfile) ?? [];
	expect(nginx()).toContain(`root ${site};`);
});

test('takes the settings of a build, and nothing that was built outside', () => {
	const settings = [...dockerfile.matchAll(/^ARG (\w+)$/gm)].map(([, name]) => name);
	expect(settings).toEqual(['SITE_URL', 'BASE_PATH', 'EDIT_URL']);
	const ignored = readFileSync(`${root}.dockerignore`, 'utf8').trim().split('\n');
	expect(ignored).toEqual(readFileSync(`${root}.gitignore`, 'utf8').trim().split('\n'));
});

test('ends as a user without rights, for whom nginx listens where the image says', () => {
	const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
	expect(last).toMatch(/^USER [1-9]\d*$/m);
	// https://nginx.org/en/docs/http/ngx_http_core_module.html#listen
	expect(nginx()).not.toContain('listen');
	expect(last).toMatch(/^EXPOSE 8000$/m);
});
