import { allows } from '../../policy/index.ts';
import { invalid } from './errors.ts';
import type { Lambda } from './records.ts';

/** @throws `InvalidParameterValueException` when the role is not there or does not trust Lambda. */
export function assertAssumable({ deps, environment }: Lambda, roleArn: string): void {
  if (!/^arn:aws:iam::\d{12}:role\/.+$/.test(roleArn)) {
    throw invalid(
      `1 validation error detected: Value '${roleArn}' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+`,
    );
  }
  const role = deps.iam.roleByArn(roleArn);
  const asked = {
    principal: { kind: 'service', arn: 'lambda.amazonaws.com' },
    values: { 'aws:SourceAccount': environment.account },
  } as const;
  if (role && allows([role.trust], 'sts:AssumeRole', roleArn, asked)) return;
  throw invalid('The role defined for the function cannot be assumed by Lambda.');
}
