/**
 * Casts (`x as T`) and non-null assertions (`x!`) without a comment beside them: on their line, on the line
 * above, or above their statement. `as const` overrules nothing, and needs none.
 */
import ts from 'typescript';

const COMMENT = /(?:^|\s)\/\/\s|\/\*|\*\/|^\s*\*\s/;

export function unexplainedCasts(file: string, code: string): string[] {
	const source = ts.createSourceFile(file, code, ts.ScriptTarget.ESNext, true);
	const lines = code.split('\n');
	const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line;
	const found: string[] = [];

	function visit(node: ts.Node) {
		if (isCast(node)) {
			const line = lineAt(node.getEnd());
			const above = lineAt(statementOf(node).getStart()) - 1;
			if (![line, line - 1, above].some((at) => COMMENT.test(lines[at] ?? ''))) {
				found.push(`${file}:${line + 1} ${lines[line]?.trim()}`);
			}
		}
		ts.forEachChild(node, visit);
	}
	visit(source);
	return found;
}

function isCast(node: ts.Node): boolean {
	if (ts.isNonNullExpression(node)) return true;
	return ts.isAsExpression(node) && !ts.isConstTypeReference(node.type);
}

function statementOf(node: ts.Node): ts.Node {
	return ts.isStatement(node) ? node : statementOf(node.parent);
}
