import type { CreateListenerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFront, startElb, SUBNETS, type TestElb } from './testing/start-elb.ts';

let elb: TestElb;
beforeEach(() => {
  elb = startElb();
});
afterEach(() => elb.stop());

const failsWith = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) as string });
const createGroup = (settings: object = {}) =>
  elb.call('CreateTargetGroup', {
    Name: 'targets',
    Protocol: 'HTTP',
    Port: 80,
    VpcId: 'vpc-0',
    TargetType: 'ip',
    ...settings,
  });
const createBalancer = (settings: object = {}) =>
  elb.call('CreateLoadBalancer', { Name: 'front', Subnets: SUBNETS, ...settings });

describe('load balancers', () => {
  test('are provisioning, then active', async () => {
    const { LoadBalancers } = await createBalancer();
    expect(LoadBalancers?.[0]).toMatchObject({
      State: { Code: 'provisioning' },
      Type: 'application',
      Scheme: 'internet-facing',
      VpcId: 'vpc-0',
      DNSName: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
      LoadBalancerArn: expect.stringMatching(
        /^arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer\/app\/front\/[0-9a-f]{16}$/,
      ) as string,
      AvailabilityZones: [{ ZoneName: 'us-east-1a' }, { ZoneName: 'us-east-1b' }],
      SecurityGroups: ['sg-0default'],
    });
    await vi.waitFor(
      async () =>
        expect(
          (await elb.call('DescribeLoadBalancers', { Names: ['front'] })).LoadBalancers?.[0]?.State?.Code,
        ).toBe('active'),
      { timeout: 60_000 },
    );
  });

  test('with the same name and settings are one; with other settings a duplicate', async () => {
    const [first, second] = await Promise.all([createBalancer(), createBalancer()]);
    expect(second.LoadBalancers?.[0]?.LoadBalancerArn).toBe(first.LoadBalancers?.[0]?.LoadBalancerArn);
    await expect(createBalancer({ Scheme: 'internal' })).rejects.toEqual(
      failsWith('DuplicateLoadBalancerName', /'front' exists/),
    );
  });

  test.each([
    [{ Name: 'a_b' }, 'ValidationError', /alphanumeric/],
    [{ Name: '-a' }, 'ValidationError', /begin or end with a hyphen/],
    [{ Name: 'internal-a' }, 'ValidationError', /'internal-'/],
    [{ Name: 'a'.repeat(33) }, 'ValidationError', /longer than '32'/],
    [{ Type: 'network' }, 'ValidationError', /'network' is not supported/],
    [{ Subnets: SUBNETS.slice(1) }, 'ValidationError', /two different Availability Zones/],
    [{ Subnets: ['subnet-0a', 'subnet-99'] }, 'SubnetNotFound', /'subnet-99'/],
  ])('%j: %s', async (settings, code, message) => {
    await expect(createBalancer(settings)).rejects.toEqual(failsWith(code, message));
  });

  test('are protected from deletion where that is asked for; gone is gone', async () => {
    const front = await createFront(elb);
    const protect = (Value: string) =>
      elb.call('ModifyLoadBalancerAttributes', {
        LoadBalancerArn: front.loadBalancerArn,
        Attributes: [{ Key: 'deletion_protection.enabled', Value }],
      });
    await protect('true');
    const remove = () => elb.call('DeleteLoadBalancer', { LoadBalancerArn: front.loadBalancerArn });
    await expect(remove()).rejects.toEqual(failsWith('OperationNotPermitted', /deletion protection/));
    await protect('false');
    await remove();
    await remove();
    await expect(elb.call('DescribeLoadBalancers', { Names: ['front'] })).rejects.toEqual(
      failsWith('LoadBalancerNotFound', /front/),
    );
    await expect(fetch(front.url)).rejects.toThrow('fetch failed');
    await elb.call('DeleteTargetGroup', { TargetGroupArn: front.groupArn });
  });
});

describe('target groups', () => {
  test.each([
    [{ HealthCheckIntervalSeconds: 4 }, /interval '4' must be between '5' and '300'/],
    [{ HealthCheckTimeoutSeconds: 1 }, /timeout '1' must be between '2' and '120'/],
    [{ HealthCheckTimeoutSeconds: 30 }, /smaller than the interval/],
    [{ HealthyThresholdCount: 11 }, /'11' must be between '2' and '10'/],
    [{ Matcher: { HttpCode: '200-500' } }, /within '200-499'/],
    [{ HealthCheckPath: 'health' }, /begin with a '\/'/],
    [{ Protocol: 'TCP' }, /'TCP' .* is not supported/],
    [{ Port: 0 }, /Port '0'/],
    [{ VpcId: undefined }, /VPC ID/],
    [{ VpcId: 'vpc-9' }, /'vpc-9' is not found/],
  ])('%j is refused', async (settings, message) => {
    await expect(createGroup(settings)).rejects.toEqual(failsWith('ValidationError', message));
  });

  test('in use cannot be deleted, nor be given to a second load balancer', async () => {
    const front = await createFront(elb);
    await expect(elb.call('DeleteTargetGroup', { TargetGroupArn: front.groupArn })).rejects.toEqual(
      failsWith('ResourceInUse', /in use by a listener/),
    );
    const { LoadBalancers } = await createBalancer({ Name: 'other' });
    const second = elb.call('CreateListener', {
      LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: front.groupArn }],
    });
    await expect(second).rejects.toEqual(
      failsWith('TargetGroupAssociationLimit', /more than one load balancer/),
    );
  });

  test('take private addresses only, and attributes within their ranges', async () => {
    const TargetGroupArn = (await createGroup()).TargetGroups?.[0]?.TargetGroupArn;
    await expect(
      elb.call('RegisterTargets', { TargetGroupArn, Targets: [{ Id: '8.8.8.8' }] }),
    ).rejects.toEqual(failsWith('InvalidTarget', /8\.8\.8\.8/));
    const modify = (Key: string, Value: string) =>
      elb.call('ModifyTargetGroupAttributes', { TargetGroupArn, Attributes: [{ Key, Value }] });
    await expect(modify('deregistration_delay.timeout_seconds', '3601')).rejects.toEqual(
      failsWith('ValidationError', /between 0 and 3600/),
    );
    await expect(modify('slow_start.duration_seconds', '10')).rejects.toEqual(
      failsWith('ValidationError', /between 30 and 900, or 0/),
    );
    await expect(modify('colour', 'blue')).rejects.toEqual(
      failsWith('ValidationError', /'colour' is not recognized/),
    );
  });
});

describe('listeners and rules', () => {
  test('HTTPS needs a certificate, and one that is there', async () => {
    const { loadBalancerArn: LoadBalancerArn, groupArn } = await createFront(elb);
    const https: CreateListenerInput = {
      LoadBalancerArn,
      Protocol: 'HTTPS',
      Port: 443,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: groupArn }],
    };
    await expect(elb.call('CreateListener', https)).rejects.toEqual(
      failsWith('ValidationError', /A certificate must be specified/),
    );
    const Certificates = [{ CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/none' }];
    await expect(elb.call('CreateListener', { ...https, Certificates })).rejects.toEqual(
      failsWith('CertificateNotFound', /certificate\/none' not found/),
    );
  });

  test('a listener on another port than 80 has a port of its own, which is shown', async () => {
    const { loadBalancerArn: LoadBalancerArn, url } = await createFront(elb);
    await elb.call('CreateListener', {
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 8080,
      DefaultActions: [
        { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', MessageBody: 'other' } },
      ],
    });
    const [balancer] = elb.service.addresses();
    expect(balancer?.listeners).toEqual([
      { port: 80, url },
      { port: 8080, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string },
    ]);
    expect(await (await fetch(balancer?.listeners[1]?.url ?? '')).text()).toBe('other');
  });

  test('rules are tried in order of priority, the default last', async () => {
    const { listenerArn: ListenerArn, url } = await createFront(elb);
    const fixed = (MessageBody: string) => [
      { Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '200', MessageBody } },
    ];
    const rule = async (Priority: number, name: string, Conditions: object[]) =>
      (await elb.call('CreateRule', { ListenerArn, Priority, Conditions, Actions: fixed(name) })).Rules?.[0]
        ?.RuleArn;
    const path = await rule(30, 'path', [{ Field: 'path-pattern', Values: ['/img/*.p?g'] }]);
    await rule(20, 'header', [
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Colour', Values: ['bl*'] } },
    ]);
    const query = await rule(10, 'query', [
      { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '2' }] } },
      { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
    ]);
    await rule(40, 'host', [
      { Field: 'host-header', HostHeaderConfig: { Values: ['127.0.0.*'] } },
      { Field: 'path-pattern', Values: ['/host'] },
    ]);
    await rule(50, 'source', [
      { Field: 'source-ip', SourceIpConfig: { Values: ['127.0.0.0/8'] } },
      { Field: 'path-pattern', Values: ['/source'] },
    ]);
    const get = async (target: string, headers: Record<string, string> = {}) =>
      (await fetch(`${url}${target}`, { headers })).text();
    expect(await get('/img/a.png')).toBe('path');
    expect(await get('/img/a.png?v=2')).toBe('query');
    expect(await get('/img/a.png', { 'x-colour': 'Blue' })).toBe('header');
    expect(await get('/host')).toBe('host');
    expect(await get('/source')).toBe('source');
    expect(await get('/IMG/a.png')).toContain('503');

    await expect(rule(10, 'again', [{ Field: 'path-pattern', Values: ['/'] }])).rejects.toEqual(
      failsWith('PriorityInUse', /'10'/),
    );
    await elb.call('SetRulePriorities', {
      RulePriorities: [
        { RuleArn: path, Priority: 10 },
        { RuleArn: query, Priority: 30 },
      ],
    });
    expect(await get('/img/a.png?v=2')).toBe('path');
    const { Rules } = await elb.call('DescribeRules', { ListenerArn });
    expect(Rules?.map(({ Priority }) => Priority)).toEqual(['10', '20', '30', '40', '50', 'default']);
  });

  test('a redirect keeps what it does not change', async () => {
    const { listenerArn: ListenerArn, url } = await createFront(elb);
    await elb.call('ModifyListener', {
      ListenerArn,
      DefaultActions: [
        {
          Type: 'redirect',
          RedirectConfig: { StatusCode: 'HTTP_301', Protocol: 'HTTPS', Port: '443', Path: '/new/#{path}' },
        },
      ],
    });
    const answer = await fetch(`${url}/a?b=c`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([301, 'https://127.0.0.1/new/a?b=c']);
  });
});

test('tags of all four kinds', async () => {
  const front = await createFront(elb);
  const { Rules } = await elb.call('DescribeRules', { ListenerArn: front.listenerArn });
  const ResourceArns = [front.loadBalancerArn, front.groupArn, front.listenerArn, Rules?.[0]?.RuleArn ?? ''];
  await elb.call('AddTags', {
    ResourceArns,
    Tags: [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ],
  });
  await elb.call('RemoveTags', { ResourceArns, TagKeys: ['a'] });
  const { TagDescriptions } = await elb.call('DescribeTags', { ResourceArns });
  expect(TagDescriptions).toEqual(
    ResourceArns.map((ResourceArn) => ({ ResourceArn, Tags: [{ Key: 'b', Value: '2' }] })),
  );
});

test('everything is there again after a restart, at the same address', async () => {
  const front = await createFront(elb);
  const described = await elb.call('DescribeListeners', { LoadBalancerArn: front.loadBalancerArn });
  const snapshot: unknown = JSON.parse(JSON.stringify(elb.service.snapshot?.()));
  await elb.stop();
  elb = startElb({ snapshot });
  await elb.service.start?.();
  expect(await elb.call('DescribeListeners', { LoadBalancerArn: front.loadBalancerArn })).toEqual(described);
  expect((await fetch(front.url)).status).toBe(503);
});
