import { data, Evaluator, Lexer, Parser, truthy } from '../parser/packages.ts';
import type { ExpressionData, FunctionDefinition } from '../parser/packages.ts';
import { toData } from './json.ts';
import { contextNames } from './names.ts';
import type { Json } from './json.ts';

/** What an expression can see: named contexts, and the functions GitHub's package leaves to the runner. */
export interface Scope {
  readonly contexts: { readonly [name: string]: Json };
  readonly functions: readonly FunctionDefinition[];
}

/** Evaluates `expression` (without its `${{ }}`). Throws an Error that quotes it. */
export function evaluateExpression(expression: string, scope: Scope): ExpressionData {
  try {
    const tokens = new Lexer(expression).lex().tokens;
    const tree = new Parser(tokens, contextNames, [...scope.functions]).parse();
    const contexts = new data.Dictionary();
    for (const name of contextNames) {
      if (expression.toLowerCase().includes(name)) contexts.add(name, toData(scope.contexts[name] ?? {}));
    }
    const functions = new Map(
      scope.functions.map((definition) => [definition.name.toLowerCase(), definition]),
    );
    return new Evaluator(tree, contexts, functions).evaluate();
  } catch (error) {
    const reason = error instanceof Error ? causes(error) : String(error);
    throw new Error(`cannot evaluate \${{ ${expression} }}: ${reason}`, { cause: error });
  }
}

/** Evaluates an `if` condition by GitHub's rules of truth. */
export function evaluateCondition(expression: string, scope: Scope): boolean {
  return truthy(evaluateExpression(expression, scope));
}

function causes(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${causes(error.cause)}` : error.message;
}
