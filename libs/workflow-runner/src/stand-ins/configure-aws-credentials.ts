import { permissionLevel } from '../parser/read-permissions.ts';
import { StepFailure } from '../steps/job-runtime.ts';
import type { StandInAction } from './stand-in.ts';

const keys = 'keys do not belong into a workflow: credentials come from the environment this runs in';

/** A real secret key has 40 characters; masking a test's `test` would mask half the log. */
const shortestSecret = 12;

export const configureAwsCredentials: StandInAction = {
  repository: 'aws-actions/configure-aws-credentials',
  summary:
    'No role is assumed: the job gets the AWS credentials of the environment this runs in (none before this step), and `aws-region`. Fails when there are none, or when the job lacks `id-token: write`.',
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
  run: async ({ job, inputs, sink }) => {
    const region = inputs['aws-region'] ?? '';
    if (!/^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(region)) {
      throw new StepFailure(`aws-region '${region}' is not a region like us-east-1`);
    }
    if (job.permissions !== undefined && permissionLevel(job.permissions, 'id-token') !== 'write') {
      throw new StepFailure(
        'this job has no `id-token: write` permission: on GitHub it could not assume a role',
      );
    }
    const { aws } = job.run.host;
    const source = ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'].find((name) => aws[name]); // prettier-ignore
    if (source === undefined) {
      throw new StepFailure(
        'no AWS credentials in the environment: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE',
      );
    }
    for (const name of ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) {
      const value = aws[name] ?? '';
      if (value.length >= shortestSecret) job.run.masker.add(value);
    }
    Object.assign(job.env, aws, { AWS_REGION: region, AWS_DEFAULT_REGION: region });
    sink.line(
      `Stand-in for aws-actions/configure-aws-credentials: ${source} of this environment, region ${region}` +
        `${job.run.host.base['AWS_ENDPOINT_URL'] ? `, endpoint ${job.run.host.base['AWS_ENDPOINT_URL']}` : ''}; no role is assumed`,
    );
  },
};
