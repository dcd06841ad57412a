import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RuleRecord } from '../model.ts';
import { splitTarget } from './split-target.ts';

/** `*` stands for any run of characters, `?` for exactly one. */
function wildcard(pattern: string, text: string, flags: '' | 'i'): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, `s${flags}`).test(text);
}

function inAnyRange(ranges: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', bits = ''] = range.split('/');
    list.addSubnet(net, Number(bits), isIPv6(net) ? 'ipv6' : 'ipv4');
  }
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function holds(condition: RuleCondition, request: IncomingMessage): boolean {
  const { path, query } = splitTarget(request.url);
  switch (condition.Field ?? '') {
    case 'path-pattern':
      return (condition.PathPatternConfig?.Values ?? []).some((value) => wildcard(value, path, ''));
    case 'host-header': {
      const host = (request.headers.host ?? '').replace(/:\d+$/, '');
      return (condition.HostHeaderConfig?.Values ?? []).some((value) => wildcard(value, host, 'i'));
    }
    case 'http-header': {
      const values =
        request.headersDistinct[(condition.HttpHeaderConfig?.HttpHeaderName ?? '').toLowerCase()] ?? [];
      return (condition.HttpHeaderConfig?.Values ?? []).some((wanted) =>
        values.some((value) => wildcard(wanted, value, 'i')),
      );
    }
    case 'http-request-method':
      return (condition.HttpRequestMethodConfig?.Values ?? []).includes(request.method ?? '');
    case 'query-string':
      return (condition.QueryStringConfig?.Values ?? []).some((wanted) =>
        [...new URLSearchParams(query)].some(
          ([key, value]) =>
            (wanted.Key === undefined || wildcard(wanted.Key, key, 'i')) &&
            wildcard(wanted.Value ?? '*', value, 'i'),
        ),
      );
    case 'source-ip':
      return inAnyRange(condition.SourceIpConfig?.Values ?? [], request.socket.remoteAddress ?? '0.0.0.0');
    default:
      return false;
  }
}

/** The first rule, in order of priority, all of whose conditions hold; the default rule has none and so always does. */
export function matchRule(rules: readonly RuleRecord[], request: IncomingMessage): RuleRecord | undefined {
  return rules.find((rule) => rule.conditions.every((condition) => holds(condition, request)));
}
