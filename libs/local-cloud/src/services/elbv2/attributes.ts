import { validationError } from './errors.ts';
import type { Attributes } from './model.ts';

interface Rule {
  readonly fallback: string;
  /** Says what is wrong with a value; undefined when nothing is. */
  readonly check?: (value: string) => string | undefined;
}

const oneOf =
  (...values: string[]) =>
  (value: string): string | undefined =>
    values.includes(value) ? undefined : `must be one of ${values.join(', ')}`;
const flag = oneOf('true', 'false');
const whole =
  (low: number, high: number, also?: number) =>
  (value: string): string | undefined => {
    const number = Number(value);
    const fits = /^\d+$/.test(value) && ((number >= low && number <= high) || number === also);
    return fits ? undefined : `must be between ${low} and ${high}${also === undefined ? '' : `, or ${also}`}`;
  };

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html */
const LOAD_BALANCER: Record<string, Rule> = {
  'access_logs.s3.enabled': { fallback: 'false', check: oneOf('false') },
  'access_logs.s3.bucket': { fallback: '' },
  'access_logs.s3.prefix': { fallback: '' },
  'client_keep_alive.seconds': { fallback: '3600', check: whole(60, 604_800) },
  'connection_logs.s3.enabled': { fallback: 'false', check: oneOf('false') },
  'connection_logs.s3.bucket': { fallback: '' },
  'connection_logs.s3.prefix': { fallback: '' },
  'deletion_protection.enabled': { fallback: 'false', check: flag },
  'idle_timeout.timeout_seconds': { fallback: '60', check: whole(1, 4000) },
  'load_balancing.cross_zone.enabled': { fallback: 'true', check: oneOf('true') },
  'routing.http.desync_mitigation_mode': {
    fallback: 'defensive',
    check: oneOf('monitor', 'defensive', 'strictest'),
  },
  'routing.http.drop_invalid_header_fields.enabled': { fallback: 'false', check: flag },
  'routing.http.preserve_host_header.enabled': { fallback: 'false', check: flag },
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': { fallback: 'false', check: flag },
  'routing.http.xff_client_port.enabled': { fallback: 'false', check: flag },
  'routing.http.xff_header_processing.mode': {
    fallback: 'append',
    check: oneOf('append', 'preserve', 'remove'),
  },
  'routing.http2.enabled': { fallback: 'true', check: flag },
  'waf.fail_open.enabled': { fallback: 'false', check: flag },
  'zonal_shift.config.enabled': { fallback: 'false', check: flag },
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html */
const TARGET_GROUP: Record<string, Rule> = {
  'deregistration_delay.timeout_seconds': { fallback: '300', check: whole(0, 3600) },
  'load_balancing.algorithm.type': {
    fallback: 'round_robin',
    check: oneOf('round_robin', 'least_outstanding_requests'),
  },
  'load_balancing.algorithm.anomaly_mitigation': { fallback: 'off', check: oneOf('off') },
  'load_balancing.cross_zone.enabled': {
    fallback: 'use_load_balancer_configuration',
    check: oneOf('true', 'false', 'use_load_balancer_configuration'),
  },
  'slow_start.duration_seconds': { fallback: '0', check: whole(30, 900, 0) },
  'stickiness.enabled': { fallback: 'false', check: flag },
  'stickiness.type': { fallback: 'lb_cookie', check: oneOf('lb_cookie') },
  'stickiness.lb_cookie.duration_seconds': { fallback: '86400', check: whole(1, 604_800) },
};

const defaults = (rules: Record<string, Rule>): Attributes =>
  Object.fromEntries(Object.entries(rules).map(([key, rule]) => [key, rule.fallback]));

export const loadBalancerDefaults = (): Attributes => defaults(LOAD_BALANCER);
export const targetGroupDefaults = (): Attributes => defaults(TARGET_GROUP);

export type AttributeList = { Key?: string | undefined; Value?: string | undefined }[];

function merge(
  rules: Record<string, Rule>,
  what: string,
  current: Attributes,
  changes: AttributeList,
): Attributes {
  const next = { ...current };
  for (const { Key = '', Value = '' } of changes) {
    const rule = rules[Key];
    if (rule === undefined) throw validationError(`${what} attribute key '${Key}' is not recognized`);
    const wrong = rule.check?.(Value);
    if (wrong !== undefined)
      throw validationError(`'${Value}' is not a valid value for ${what} attribute '${Key}': it ${wrong}`);
    next[Key] = Value;
  }
  return next;
}

/** @throws `ValidationError` naming the key and what its value must be. */
export const mergeLoadBalancer = (current: Attributes, changes: AttributeList): Attributes =>
  merge(LOAD_BALANCER, 'Load balancer', current, changes);
/** @throws `ValidationError` naming the key and what its value must be. */
export const mergeTargetGroup = (current: Attributes, changes: AttributeList): Attributes =>
  merge(TARGET_GROUP, 'Target group', current, changes);

export const attributeList = (attributes: Attributes): { Key: string; Value: string }[] =>
  Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
