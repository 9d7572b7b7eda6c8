/**
 * The codes of our errors, asked of the compiler, so that a new class is found by being there; and the page that
 * must explain each under its code.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

function codesOfErrors(): string[] {
	const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
		.filter((file) => /\.tsx?$/.test(file))
		.map((file) => src + file)
		.filter((file) => /extends StreamError\b/.test(readFileSync(file, 'utf8')));
	const program = ts.createProgram(files, {
		allowImportingTsExtensions: true,
		noEmit: true,
		strict: true,
		target: ts.ScriptTarget.ESNext,
		module: ts.ModuleKind.ESNext,
		moduleResolution: ts.ModuleResolutionKind.Bundler,
	});
	const checker = program.getTypeChecker();
	return files.flatMap((file) =>
		program.getSourceFile(file)!.statements.flatMap((statement) => {
			if (!ts.isClassDeclaration(statement)) return [];
			// The base itself leaves its code to those who extend it.
			if (statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword))
				return [];
			const code = checker.getTypeAtLocation(statement).getProperty('code');
			if (!code) return [];
			const type = checker.getTypeOfSymbol(code);
			return (type.isUnion() ? type.types : [type]).map((one) => {
				if (!one.isStringLiteral()) throw new Error(`${file}: a code that is any string`);
				return one.value;
			});
		})
	);
}

test('each code of an error has its anchor on the page of the reference, and each anchor its error', () => {
	const page = readFileSync(`${src}content/docs/reference.mdx`, 'utf8');
	const [, part = ''] = page.split("## Errors of this site's code");
	const sections = part.split(/^### /m).slice(1);
	const explained = sections.map((section) => /^`([a-z-]+)`\n/.exec(section)?.[1] ?? section);
	expect(explained.length).toBeGreaterThan(5);
	expect(explained.toSorted()).toEqual(codesOfErrors().toSorted());
	for (const section of sections) {
		expect(section).toMatch(/\*\*What happened\.\*\* .+\*\*What to do\.\*\* .+/s);
	}
});
