import { validationError } from './errors.ts';
import type { HealthCheck } from './model.ts';

interface HealthCheckInput {
  HealthCheckProtocol?: string | undefined;
  HealthCheckPort?: string | undefined;
  HealthCheckEnabled?: boolean | undefined;
  HealthCheckPath?: string | undefined;
  HealthCheckIntervalSeconds?: number | undefined;
  HealthCheckTimeoutSeconds?: number | undefined;
  HealthyThresholdCount?: number | undefined;
  UnhealthyThresholdCount?: number | undefined;
  Matcher?: { HttpCode?: string | undefined; GrpcCode?: string | undefined } | undefined;
}

const DEFAULTS: HealthCheck = {
  enabled: true,
  path: '/',
  port: 'traffic-port',
  intervalSeconds: 30,
  timeoutSeconds: 5,
  healthyThreshold: 5,
  unhealthyThreshold: 2,
  matcher: '200',
};

function inRange(what: string, value: number, low: number, high: number): number {
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw validationError(`${what} '${value}' must be between '${low}' and '${high}' inclusive`);
}

function validMatcher(matcher: string): string {
  const parts = matcher.split(',').flatMap((part) => part.trim().split('-'));
  const valid =
    /^\d{3}(-\d{3})?(,\d{3}(-\d{3})?)*$/.test(matcher) &&
    parts.every((code) => Number(code) >= 200 && Number(code) <= 499);
  if (!valid)
    throw validationError(`Health check matcher HTTP code '${matcher}' must be within '200-499' inclusive`);
  return matcher;
}

/**
 * The health check settings of a target group after a create or modify call.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 * @throws `ValidationError` naming the setting, its value and its range.
 */
export function validateHealthCheck(input: HealthCheckInput, current: HealthCheck = DEFAULTS): HealthCheck {
  const protocol = input.HealthCheckProtocol ?? 'HTTP';
  if (protocol !== 'HTTP')
    throw validationError(
      `Health check protocol '${protocol}' is not supported by the local cloud: use HTTP`,
    );
  const path = input.HealthCheckPath ?? current.path;
  if (!path.startsWith('/') || path.length > 1024) {
    throw validationError(
      `Health check path '${path}' must begin with a '/' character, and can have at most 1024 characters`,
    );
  }
  const port = input.HealthCheckPort ?? current.port;
  if (port !== 'traffic-port') inRange('Health check port', Number(port), 1, 65_535);
  if (input.HealthCheckEnabled === false)
    throw validationError(
      'Health check enabled must be true for target groups with target type ip or instance',
    );
  const check: HealthCheck = {
    enabled: true,
    path,
    port,
    intervalSeconds: inRange(
      'Health check interval',
      input.HealthCheckIntervalSeconds ?? current.intervalSeconds,
      5,
      300,
    ),
    timeoutSeconds: inRange(
      'Health check timeout',
      input.HealthCheckTimeoutSeconds ?? current.timeoutSeconds,
      2,
      120,
    ),
    healthyThreshold: inRange(
      'Healthy threshold count',
      input.HealthyThresholdCount ?? current.healthyThreshold,
      2,
      10,
    ),
    unhealthyThreshold: inRange(
      'Unhealthy threshold count',
      input.UnhealthyThresholdCount ?? current.unhealthyThreshold,
      2,
      10,
    ),
    matcher: validMatcher(input.Matcher?.HttpCode ?? current.matcher),
  };
  if (check.timeoutSeconds >= check.intervalSeconds) {
    throw validationError(
      `Health check timeout '${check.timeoutSeconds}' must be smaller than the interval '${check.intervalSeconds}'`,
    );
  }
  return check;
}
