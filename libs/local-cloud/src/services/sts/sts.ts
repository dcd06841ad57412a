import type { IamService } from '../iam/index.ts';
import type { Sessions } from './sessions.ts';

/** What STS asks of IAM. */
export type RoleDirectory = Pick<IamService, 'roleByArn' | 'providerOf' | 'markUsed'>;

export interface Sts {
  readonly account: string;
  readonly region: string;
  readonly iam: RoleDirectory;
  readonly sessions: Sessions;
}
