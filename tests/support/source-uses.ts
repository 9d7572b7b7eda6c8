/**
 * What a source file reaches outside itself: its imports and the globals it uses as values.
 *
 * In      the text of a `.ts`, `.tsx`, `.js`, `.mjs`, `.astro` or `.mdx` file.
 * Out     every import, re-export, `import()`, `import("...")` type, `require()` and `import.meta.glob`; and
 *         every identifier that no scope of the file declares. Types are not values: `fetch: typeof fetch`
 *         uses no global, `fetch(url)` does.
 * How     TypeScript's own binder on one file at a time, without libraries: a name that then resolves to
 *         nothing is a global. About 2 ms a file.
 */
import ts from 'typescript';
import { scriptsIn } from './source-scripts.ts';

export interface Import {
	readonly kind: 'import';
	readonly line: number;
	readonly specifier: string;
	/** Erased by the compiler: costs the reader nothing, and cannot be called. */
	readonly typeOnly: boolean;
	/** An `import()`: loaded when it is called. */
	readonly isDeferred: boolean;
	/** Names taken as values; empty for types, side effects, and whole modules. */
	readonly names: readonly string[];
}

export interface Global {
	readonly kind: 'global';
	readonly line: number;
	readonly name: string;
	/** `new Date(ms)` and `Date.parse(text)` read no clock; `new Date()` and `Date.now()` do. */
	readonly readsClock: boolean;
}

export type Use = Import | Global;

export function usesOf(file: string, text: string): Use[] {
	return scriptsIn(file, text).flatMap(({ code, firstLine }) =>
		usesOfScript(code, file, firstLine)
	);
}

function usesOfScript(code: string, file: string, firstLine: number): Use[] {
	const fileName = /\.(tsx?|m?js)$/.test(file) ? file : `${file}.ts`;
	const source = ts.createSourceFile(fileName, code, ts.ScriptTarget.ESNext, true);
	const checker = ts
		.createProgram({
			rootNames: [fileName],
			options: { noLib: true, noResolve: true, allowJs: true, types: [] },
			host: hostOf(source),
		})
		.getTypeChecker();
	const uses: Use[] = [];

	function visit(node: ts.Node) {
		const { line: above } = source.getLineAndCharacterOfPosition(node.getStart(source));
		const line = firstLine + above + 1;
		for (const it of importsAt(node)) uses.push({ kind: 'import', line, ...it });
		if (ts.isIdentifier(node) && isGlobalValue(node, checker)) {
			const { name, at } = throughGlobalThis(node);
			uses.push({ kind: 'global', line, name, readsClock: readsClock(at) });
		}
		ts.forEachChild(node, visit);
	}
	visit(source);
	return uses;
}

function hostOf(source: ts.SourceFile): ts.CompilerHost {
	return {
		getSourceFile: (name) => (name === source.fileName ? source : undefined),
		fileExists: (name) => name === source.fileName,
		readFile: () => undefined,
		writeFile: () => {},
		getDefaultLibFileName: () => 'none.d.ts',
		getCurrentDirectory: () => '',
		getCanonicalFileName: (name) => name,
		useCaseSensitiveFileNames: () => true,
		getNewLine: () => '\n',
	};
}

type Found = Omit<Import, 'kind' | 'line'>;

function importsAt(node: ts.Node): Found[] {
	if (ts.isImportDeclaration(node)) return [declared(node, node.importClause)];
	if (ts.isExportDeclaration(node) && node.moduleSpecifier) return [declared(node, node)];
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
		return [found(node.argument.literal, { typeOnly: true })];
	}
	if (!ts.isCallExpression(node)) return [];
	const callee = node.expression;
	if (callee.kind === ts.SyntaxKind.ImportKeyword || callee.getText() === 'require') {
		return node.arguments.slice(0, 1).map((argument) => found(argument, { isDeferred: true }));
	}
	if (callee.getText() !== 'import.meta.glob') return [];
	const [patterns] = node.arguments;
	const list = patterns && ts.isArrayLiteralExpression(patterns) ? patterns.elements : [patterns!];
	return list.map((pattern) => found(pattern)).filter(({ specifier }) => specifier[0] !== '!');
}

function declared(
	node: ts.ImportDeclaration | ts.ExportDeclaration,
	clause: ts.ImportClause | ts.ExportDeclaration | undefined
): Found {
	const bindings =
		clause && (ts.isImportClause(clause) ? clause.namedBindings : clause.exportClause);
	const named = bindings && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings));
	const elements = named ? [...bindings.elements] : [];
	const names = elements
		.filter(({ isTypeOnly }) => !isTypeOnly)
		.map(({ name, propertyName }) => (propertyName ?? name).text);
	const hasDefault = clause !== undefined && ts.isImportClause(clause) && clause.name !== undefined;
	const typeOnly =
		clause !== undefined &&
		(clause.isTypeOnly || (elements.length > 0 && names.length === 0 && !hasDefault));
	return { ...found(node.moduleSpecifier!, { typeOnly }), names: typeOnly ? [] : names };
}

/** A path that is worked out at run time is reported as written, in brackets: no package is called so. */
function found(specifier: ts.Node, { typeOnly = false, isDeferred = false } = {}): Found {
	const text = ts.isStringLiteralLike(specifier) ? specifier.text : `(${specifier.getText()})`;
	return { specifier: text, typeOnly, isDeferred, names: [] };
}

function isGlobalValue(node: ts.Identifier, checker: ts.TypeChecker): boolean {
	const { parent } = node;
	// Names of properties, attributes, labels and the like stand for no variable.
	if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
	if (ts.isBindingElement(parent) && parent.propertyName === node) return false;
	if (ts.isJsxAttribute(parent) || ts.isMetaProperty(parent)) return false;
	if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
	if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
	for (let up: ts.Node = parent; !ts.isStatement(up) && !ts.isSourceFile(up); up = up.parent) {
		if (ts.isTypeNode(up) && !ts.isExpressionWithTypeArguments(up)) return false;
		if (ts.isExpression(up)) break;
	}
	const symbol = ts.isShorthandPropertyAssignment(parent)
		? checker.getShorthandAssignmentValueSymbol(parent)
		: checker.getSymbolAtLocation(node);
	return symbol === undefined || (symbol.declarations ?? []).length === 0;
}

/** `globalThis.fetch` is `fetch` by a longer name. */
function throughGlobalThis(node: ts.Identifier): { name: string; at: ts.Expression } {
	const { parent } = node;
	const isProperty = ts.isPropertyAccessExpression(parent) && parent.expression === node;
	return node.text === 'globalThis' && isProperty
		? { name: parent.name.text, at: parent }
		: { name: node.text, at: node };
}

function readsClock(node: ts.Expression): boolean {
	const { parent } = node;
	if (ts.isNewExpression(parent)) return (parent.arguments ?? []).length === 0;
	if (ts.isPropertyAccessExpression(parent)) return !['parse', 'UTC'].includes(parent.name.text);
	return true;
}
