/** A module bundled to the text of one script. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleScript } from '../../../src/build/script-text.ts';

describe('bundleScript()', () => {
	let folder: string;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'script-text-'));
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	function write(files: Record<string, string>): string {
		for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
		return join(folder, Object.keys(files)[0]!);
	}

	test('joins typed modules into one script, strict and without globals of its own', async () => {
		const entry = write({
			'main.ts': `import { double } from './double.ts';\nconst n: number = double(21);\nreport(n);
				report((function (this: unknown) { return this; })() === undefined);\n`,
			'double.ts': 'export const double = (n: number): number => n * 2;\n',
		});
		const { text, files } = await bundleScript(entry);
		const reported: unknown[] = [];
		const context = createContext({ report: (value: unknown) => reported.push(value) });
		runInContext(text, context);
		expect(reported).toEqual([42, true]);
		expect(Object.keys(context)).toEqual(['report']);
		expect(files.toSorted()).toEqual([join(folder, 'double.ts'), entry]);
	});

	test('never contains what would end its element: escaped by the bundler, or rejected', async () => {
		const close = write({ 'close.ts': 'globalThis.x = "</script></SCRIPT >";' });
		expect((await bundleScript(close)).text).not.toMatch(/<\/script/i);
		const comment = write({ 'comment.ts': 'globalThis.x = "<!--";' });
		await expect(bundleScript(comment)).rejects.toThrow(/comment\.ts holds/);
	});

	test('leaves alone an `import()` of an address known only at run time', async () => {
		const entry = write({
			'late.ts': 'addEventListener("x", (e) => void import(String(e.type)));',
		});
		expect((await bundleScript(entry)).text).toContain('import(');
	});
});
