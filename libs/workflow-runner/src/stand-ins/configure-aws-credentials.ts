import { assumeRole, requestToken, RoleRefused } from '../oidc/assume-role.ts';
import type { TokenRequest } from '../oidc/issuer.ts';
import { type JobRuntime, StepFailure } from '../steps/job-runtime.ts';
import type { StandInAction, StandInUse } from './stand-in.ts';

const keys =
  'keys do not belong into a workflow: credentials come from a role, or from the environment this runs in';

/** A real secret key has 40 characters; masking a test's `test` would mask half the log. */
const shortestSecret = 12;

export const configureAwsCredentials: StandInAction = {
  repository: 'aws-actions/configure-aws-credentials',
  summary:
    'Real with `role-to-assume`: the job asks for an OIDC token and exchanges it by AssumeRoleWithWebIdentity at the AWS endpoint. Without a role the job gets the AWS credentials of the environment this runs in (none before this step). Fails when there are none, when AWS refuses the role, or when the job lacks `id-token: write`.',
  inputs: {
    'aws-region': { required: true },
    'role-to-assume': {},
    'role-session-name': {},
    'role-duration-seconds': {},
    'role-skip-session-tagging': {},
    audience: {},
    'mask-aws-account-id': {},
    'allowed-account-ids': {},
    'retry-max-attempts': {},
    'disable-retry': {},
    'action-timeout-s': {},
    'unset-current-credentials': {},
    'aws-access-key-id': { unsupported: keys },
    'aws-secret-access-key': { unsupported: keys },
    'aws-session-token': { unsupported: keys },
  },
  run: async (use) => {
    const { job, inputs, sink } = use;
    const region = inputs['aws-region'] ?? '';
    if (!/^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(region)) {
      throw new StepFailure(`aws-region '${region}' is not a region like us-east-1`);
    }
    if (job.tokens === undefined) {
      throw new StepFailure(
        'this job gets no OIDC token: it has no `id-token: write` permission, or is about a pull request of a fork; on GitHub it could not assume a role',
      );
    }
    const endpoint = job.run.host.base['AWS_ENDPOINT_URL'];
    const who = inputs['role-to-assume'] ? await takeRole(use, region, job.tokens) : environmentsOwn(job);
    Object.assign(job.env, { AWS_REGION: region, AWS_DEFAULT_REGION: region });
    sink.line(
      `Stand-in for aws-actions/configure-aws-credentials: ${who}, region ${region}${endpoint ? `, endpoint ${endpoint}` : ''}`,
    );
  },
};

async function takeRole(
  { job, inputs, sink, signal }: StandInUse,
  region: string,
  tokens: TokenRequest,
): Promise<string> {
  const roleArn = inputs['role-to-assume'] ?? '';
  const account = /^arn:[\w-]+:iam::(\d{12}):role\/.+/.exec(roleArn)?.[1];
  if (account === undefined) {
    throw new StepFailure(
      `role-to-assume '${roleArn}' is not an ARN like arn:aws:iam::123456789012:role/deploy`,
    );
  }
  const { base } = job.run.host;
  const endpoint =
    base['AWS_ENDPOINT_URL_STS'] ?? base['AWS_ENDPOINT_URL'] ?? `https://sts.${region}.amazonaws.com`;
  try {
    const token = await requestToken(tokens, inputs['audience'] || 'sts.amazonaws.com', signal);
    const request = {
      roleArn,
      sessionName: inputs['role-session-name'] || 'GitHubActions',
      seconds: Number(inputs['role-duration-seconds'] || '3600'),
      token,
    };
    const role = await assumeRole(endpoint, request, signal);
    for (const secret of [role.accessKeyId, role.secretAccessKey, role.sessionToken])
      job.run.masker.add(secret);
    Object.assign(job.env, {
      AWS_ACCESS_KEY_ID: role.accessKeyId,
      AWS_SECRET_ACCESS_KEY: role.secretAccessKey,
      AWS_SESSION_TOKEN: role.sessionToken,
    });
    sink.setOutput('aws-account-id', account);
    sink.setOutput('authenticated-arn', role.arn);
    return role.arn;
  } catch (cause) {
    if (!(cause instanceof RoleRefused)) throw cause;
    throw new StepFailure(`Could not assume role with OIDC: ${cause.message}`, { cause });
  }
}

/** Nobody named a role: whoever runs this deploys as who they are. */
function environmentsOwn(job: JobRuntime): string {
  const { aws } = job.run.host;
  const source = ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'].find((name) => aws[name]); // prettier-ignore
  if (source === undefined) {
    throw new StepFailure(
      'no role-to-assume, and no AWS credentials in the environment: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE',
    );
  }
  for (const name of ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) {
    const value = aws[name] ?? '';
    if (value.length >= shortestSecret) job.run.masker.add(value);
  }
  Object.assign(job.env, aws);
  return `no role is assumed, ${source} of this environment`;
}
