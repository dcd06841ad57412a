import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { Lambda } from '../records.ts';
import type { Mapping } from './mapping.ts';

/** A mapping as AWS shows it. */
export function showMapping({ environment }: Lambda, mapping: Mapping): EventSourceMappingConfiguration {
  const { id, maximumConcurrency, filters } = mapping;
  return {
    UUID: id,
    EventSourceMappingArn: `arn:aws:lambda:${environment.region}:${environment.account}:event-source-mapping:${id}`,
    EventSourceArn: mapping.queueArn,
    FunctionArn: mapping.functionArn,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.window,
    FunctionResponseTypes: mapping.reportsItemFailures ? ['ReportBatchItemFailures'] : [],
    ...(maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
    ...(filters.length === 0 ? {} : { FilterCriteria: { Filters: filters.map((Pattern) => ({ Pattern })) } }),
    LastModified: new Date(mapping.lastModified),
    State: mapping.state,
    StateTransitionReason: 'USER_INITIATED',
  };
}
