import type { Path } from '../expressions/ast.ts';
import { createPlaceholders } from '../expressions/placeholders.ts';
import { parseProjection } from '../expressions/projection.ts';

/** The paths of a ProjectionExpression; undefined for whole items. */
export function projectionOf(input: {
  readonly ProjectionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
}): Path[] | undefined {
  const text = input.ProjectionExpression;
  const names = input.ExpressionAttributeNames;
  const placeholders = createPlaceholders({ ExpressionAttributeNames: names }, text !== undefined);
  const paths = text === undefined ? undefined : parseProjection(text, placeholders);
  placeholders.assertAllUsed();
  return paths;
}
