import type {
  CreateEventSourceMappingRequest,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { constraint, invalid, notBuilt } from '../errors.ts';
import { parsePattern } from './filter.ts';
import type { Mapping } from './mapping.ts';

type Given = CreateEventSourceMappingRequest | UpdateEventSourceMappingRequest;
type Settings = Pick<
  Mapping,
  'enabled' | 'batchSize' | 'window' | 'maximumConcurrency' | 'reportsItemFailures' | 'filters'
>;

/** What a mapping is when nothing is said of it. */
export const defaultMapping: Settings = {
  enabled: true,
  batchSize: 10,
  window: 0,
  maximumConcurrency: undefined,
  reportsItemFailures: false,
  filters: [],
};

/** The settings of a mapping after `given`: what is not given stays. @throws for what AWS refuses, and for what is not built. */
export function withMappingSettings(before: Settings, given: Given, queueArn: string): Settings {
  refuseForSqs(given);
  const settings: Settings = {
    enabled: given.Enabled ?? before.enabled,
    batchSize: inRange(given.BatchSize ?? before.batchSize, 'batchSize', 1, 10_000),
    window: inRange(
      given.MaximumBatchingWindowInSeconds ?? before.window,
      'maximumBatchingWindowInSeconds',
      0,
      300,
    ),
    // An empty ScalingConfig takes the bound away.
    maximumConcurrency: given.ScalingConfig ? readConcurrency(given) : before.maximumConcurrency,
    reportsItemFailures: readResponseTypes(given) ?? before.reportsItemFailures,
    filters: given.FilterCriteria ? readFilters(given) : before.filters,
  };
  const fifo = queueArn.endsWith('.fifo');
  if (fifo && settings.window > 0) {
    throw invalid('Batching window is not supported for FIFO queues.');
  }
  if (fifo && settings.batchSize > 10) throw invalid('BatchSize must be at most 10 for FIFO queues.');
  if (settings.batchSize > 10 && settings.window === 0) {
    throw invalid(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  }
  return settings;
}

function inRange(value: number, member: string, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw constraint(
    value,
    member,
    value < least
      ? `have value greater than or equal to ${least}`
      : `have value less than or equal to ${most}`,
  );
}

function readConcurrency({ ScalingConfig }: Given): number | undefined {
  const most = ScalingConfig?.MaximumConcurrency;
  return most === undefined ? undefined : inRange(most, 'scalingConfig.maximumConcurrency', 2, 1000);
}

function readResponseTypes({ FunctionResponseTypes: types }: Given): boolean | undefined {
  const other = types?.find((type) => type !== 'ReportBatchItemFailures');
  if (other !== undefined) {
    throw constraint(other, 'functionResponseTypes', 'satisfy enum value set: [ReportBatchItemFailures]');
  }
  return types && types.length > 0 ? true : types && false;
}

function readFilters({ FilterCriteria }: Given): string[] {
  const filters = FilterCriteria?.Filters ?? [];
  if (filters.length > 10) throw invalid('At most 10 filters are allowed.');
  return filters.map(({ Pattern = '{}' }) => {
    try {
      parsePattern(Pattern);
    } catch (cause) {
      throw invalid(`Invalid filter pattern definition. ${(cause as Error).message}`);
    }
    return Pattern;
  });
}

function refuseForSqs(given: Given): void {
  const streams = [
    'BisectBatchOnFunctionError',
    'MaximumRecordAgeInSeconds',
    'MaximumRetryAttempts',
    'ParallelizationFactor',
    'TumblingWindowInSeconds',
    'StartingPosition',
    'StartingPositionTimestamp',
    'Topics',
    'Queues',
    'SourceAccessConfigurations',
    'SelfManagedEventSource',
    'AmazonManagedKafkaEventSourceConfig',
    'SelfManagedKafkaEventSourceConfig',
    'DocumentDBEventSourceConfig',
  ];
  const wrong = streams.find((name) =>
    Object.entries(given).some(([key, value]) => key === name && value !== undefined),
  );
  if (wrong !== undefined) throw invalid(`${wrong} is not supported for SQS event sources.`);
  if (given.DestinationConfig?.OnFailure?.Destination) {
    throw invalid('DestinationConfig is not supported for SQS event sources.');
  }
  if (given.ProvisionedPollerConfig) throw notBuilt('provisioned pollers (ProvisionedPollerConfig)');
  if (given.LoggingConfig) throw notBuilt('logs of mappings (LoggingConfig)');
  if (given.KMSKeyArn) throw notBuilt('customer managed keys (KMSKeyArn)');
  if ((given.MetricsConfig?.Metrics ?? []).length > 0) throw notBuilt('metrics of mappings (MetricsConfig)');
}
