import { FilterLogEventsCommand, type FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { orAbsent } from '../../aws/errors.ts';
import type { KindScope } from '../../engine/kind.ts';

interface Wanted {
  readonly logGroup: string;
  /** In CloudWatch's own syntax. */
  readonly pattern: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** The lines of a log group that match, oldest first, page by page; none where there is no such group. */
export async function* logLines(
  { logGroup, pattern, since }: Wanted,
  { clients: { logs }, options }: Pick<KindScope, 'clients' | 'options'>,
): AsyncGenerator<FilteredLogEvent> {
  let nextToken: string | undefined;
  do {
    const page = await orAbsent(
      logs.send(
        new FilterLogEventsCommand({
          logGroupName: logGroup,
          filterPattern: pattern,
          startTime: Math.floor(since),
          ...(nextToken === undefined ? {} : { nextToken }),
        }),
        options,
      ),
      'ResourceNotFound',
    );
    yield* page?.events ?? [];
    nextToken = page?.nextToken;
  } while (nextToken !== undefined);
}
