/**
 * Values that are written out at the top of a module: numbers, texts and patterns, and lists, tables, sets and
 * maps of these. They never change, and are called LIKE_THIS; what is made by code is not.
 */
import ts from 'typescript';

/** The names of those that are called otherwise. */
export function lowerCaseConstants(code: string): string[] {
	const { statements } = ts.createSourceFile('a.tsx', code, ts.ScriptTarget.ESNext, true);
	return statements
		.filter(ts.isVariableStatement)
		.filter(({ declarationList }) => (declarationList.flags & ts.NodeFlags.Const) !== 0)
		.flatMap(({ declarationList }) => declarationList.declarations)
		.flatMap(({ name, initializer }) =>
			ts.isIdentifier(name) && initializer && isWrittenOut(initializer) ? [name.text] : []
		)
		.filter((name) => !/^[A-Z][A-Z0-9_]*$/.test(name));
}

function isWrittenOut(node: ts.Expression): boolean {
	if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
		return isWrittenOut(node.expression);
	if (ts.isParenthesizedExpression(node)) return isWrittenOut(node.expression);
	if (ts.isPrefixUnaryExpression(node)) return isWrittenOut(node.operand);
	if (ts.isBinaryExpression(node)) return isWrittenOut(node.left) && isWrittenOut(node.right);
	if (ts.isArrayLiteralExpression(node)) return node.elements.every(isWrittenOut);
	if (ts.isObjectLiteralExpression(node)) {
		return node.properties.every(
			(one) => ts.isPropertyAssignment(one) && isWrittenOut(one.initializer)
		);
	}
	if (ts.isNewExpression(node)) {
		const isCollection = ['Map', 'Set'].includes(node.expression.getText());
		return isCollection && (node.arguments ?? []).every(isWrittenOut);
	}
	return (
		ts.isNumericLiteral(node) ||
		ts.isStringLiteralLike(node) ||
		ts.isRegularExpressionLiteral(node) ||
		node.kind === ts.SyntaxKind.TrueKeyword ||
		node.kind === ts.SyntaxKind.FalseKeyword
	);
}
