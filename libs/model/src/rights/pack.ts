import { type PolicyDocument, type PolicyStatement, policy } from '../policy.ts';

/** A managed policy's limit, in characters without white space. An inline policy's would be too little: 10,240 for all of a role. */
const limit = 6144;

/**
 * Statements as few policies as fit them, in order.
 * @throws RangeError naming a statement that fits none
 */
export function packPolicies(statements: readonly PolicyStatement[]): PolicyDocument[] {
  const packs: PolicyStatement[][] = [];
  for (const statement of statements) {
    if (sizeOf([statement]) > limit) {
      throw new RangeError(
        `statement ${statement.Sid} has more than ${limit} characters: IAM takes no policy of that length; name fewer environments`,
      );
    }
    const last = packs.at(-1);
    if (last && sizeOf([...last, statement]) <= limit) last.push(statement);
    else packs.push([statement]);
  }
  return packs.map((pack) => policy(...pack));
}

function sizeOf(statements: readonly PolicyStatement[]): number {
  return JSON.stringify(policy(...statements)).length;
}
