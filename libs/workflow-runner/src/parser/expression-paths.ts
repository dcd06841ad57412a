import { expressionNodes, Lexer, Parser, TemplateToken, isBasicExpression } from './packages.ts';
import type { Expr, Token } from './packages.ts';
import { contextNames, runnerFunctions } from '../expressions/names.ts';

/** A path like `needs.build.outputs.digest`, as its parts; it ends where a part is computed. */
export type ExpressionPath = readonly string[];

/** Every path of contexts that an expression follows. */
export function expressionPaths(expression: string): ExpressionPath[] {
  const tokens = new Lexer(expression).lex().tokens;
  const found: ExpressionPath[] = [];
  visit(new Parser(tokens, contextNames, runnerFunctions).parse(), found);
  return found;
}

/** The expressions in a token and everything below it, with their lines. */
export function expressionsIn(token: Token | undefined): { expression: string; line: number | undefined }[] {
  if (token === undefined) return [];
  const all = [...TemplateToken.traverse(token)].map(([, each]) => each);
  return all.flatMap((each) =>
    isBasicExpression(each) ? [{ expression: each.expression, line: each.line }] : [],
  );
}

function visit(node: Expr, found: ExpressionPath[]): void {
  const { Binary, ContextAccess, FunctionCall, Grouping, IndexAccess, Logical, Unary } = expressionNodes;
  if (node instanceof ContextAccess || node instanceof IndexAccess) {
    const path = pathOf(node);
    if (path) found.push(path);
    for (let at: Expr = node; at instanceof IndexAccess; at = at.expr) visit(at.index, found);
    return;
  }
  if (node instanceof Binary) for (const each of [node.left, node.right]) visit(each, found);
  if (node instanceof Unary) visit(node.expr, found);
  if (node instanceof Grouping) visit(node.group, found);
  if (node instanceof Logical || node instanceof FunctionCall)
    for (const each of node.args) visit(each, found);
}

function pathOf(node: Expr): ExpressionPath | undefined {
  const { ContextAccess, IndexAccess, Literal } = expressionNodes;
  const parts: string[] = [];
  let at = node;
  while (at instanceof IndexAccess) {
    // Parts after a computed one say nothing that could be checked.
    if (at.index instanceof Literal) parts.unshift(at.index.literal.coerceString());
    else parts.length = 0;
    at = at.expr;
  }
  return at instanceof ContextAccess ? [at.name.lexeme, ...parts] : undefined;
}
