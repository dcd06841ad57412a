import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createManualClock, type ManualClock } from '../../clock.ts';
import { createFront, healthOf, startElb, type Front, type TestElb } from './testing/start-elb.ts';

const ADDRESS = '172.31.0.10';
let clock: ManualClock;
let elb: TestElb;
let front: Front;
let status = 200;
let checks: string[] = [];

beforeEach(async () => {
  clock = createManualClock();
  elb = startElb({ clock });
  front = await createFront(elb);
  status = 200;
  checks = [];
  await elb.target(ADDRESS, (incoming, answer) => {
    checks.push(`${incoming.url} ${incoming.headers['user-agent']} ${incoming.headers.host}`);
    answer.writeHead(status).end();
  });
});
afterEach(() => elb.stop());

const register = () =>
  elb.call('RegisterTargets', { TargetGroupArn: front.groupArn, Targets: [{ Id: ADDRESS }] });
const becomes = (expected: object) =>
  vi.waitFor(async () => expect(await healthOf(elb, front, ADDRESS)).toEqual(expected), { timeout: 60_000 });
/** Lets time pass step by step until the target is in this state; real checks are answered between the steps. */
const becomesAfter = (step: number, expected: object) =>
  vi.waitFor(
    async () => {
      clock.advance(step);
      expect(await healthOf(elb, front, ADDRESS)).toEqual(expected);
    },
    { timeout: 60_000 },
  );

test('the first check is sent at once, and one that passes is enough', async () => {
  await register();
  expect(await healthOf(elb, front, ADDRESS)).toEqual({
    State: 'initial',
    Reason: 'Elb.RegistrationInProgress',
  });
  clock.advance(0);
  await becomes({ State: 'healthy' });
  expect(checks).toEqual([`/health ELB-HealthChecker/2.0 ${ADDRESS}:80`]);
});

test('a healthy target that fails is taken out, fails open while it is the only one, and comes back', async () => {
  await register();
  clock.advance(0);
  await becomes({ State: 'healthy' });
  status = 500;
  await becomesAfter(5000, { State: 'unhealthy', Reason: 'Target.ResponseCodeMismatch' });
  expect((await fetch(front.url)).status).toBe(500);
  status = 200;
  const before = checks.length;
  await becomesAfter(5000, { State: 'healthy' });
  expect(checks.length - before).toBeGreaterThanOrEqual(5);
});

test('a target that is not there yet stays initial for as long as the thresholds say', async () => {
  elb.environment.network.withdraw(ADDRESS);
  await register();
  clock.advance(0);
  await becomes({ State: 'initial', Reason: 'Elb.InitialHealthChecking' });
  clock.advance(4000);
  expect(await healthOf(elb, front, ADDRESS)).toEqual({
    State: 'initial',
    Reason: 'Elb.InitialHealthChecking',
  });
  await becomesAfter(500, { State: 'unhealthy', Reason: 'Target.FailedHealthChecks' });
});

test('without a listener a target is unused, and is checked once it has one', async () => {
  const { ListenerArn } =
    (await elb.call('DescribeListeners', { LoadBalancerArn: front.loadBalancerArn })).Listeners?.[0] ?? {};
  await elb.call('DeleteListener', { ListenerArn });
  await register();
  expect(await healthOf(elb, front, ADDRESS)).toEqual({ State: 'unused', Reason: 'Target.NotInUse' });
  await elb.call('CreateListener', {
    LoadBalancerArn: front.loadBalancerArn,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: front.groupArn }],
  });
  clock.advance(0);
  await becomes({ State: 'healthy' });
});

test('a target in the middle of a request drains until the delay has passed, then its connection ends', async () => {
  await elb.call('ModifyTargetGroupAttributes', {
    TargetGroupArn: front.groupArn,
    Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '20' }],
  });
  let arrived = false;
  const stuck = '172.31.0.11';
  await elb.target(stuck, (incoming, answer) => {
    if (incoming.url === '/health') answer.end();
    else arrived = true;
  });
  await elb.call('RegisterTargets', { TargetGroupArn: front.groupArn, Targets: [{ Id: stuck }] });
  clock.advance(0);
  await vi.waitFor(async () => expect(await healthOf(elb, front, stuck)).toEqual({ State: 'healthy' }), {
    timeout: 60_000,
  });
  const answer = fetch(front.url);
  await vi.waitFor(() => expect(arrived).toBe(true), { timeout: 60_000 });
  await elb.call('DeregisterTargets', { TargetGroupArn: front.groupArn, Targets: [{ Id: stuck }] });
  clock.advance(19_000);
  expect(await healthOf(elb, front, stuck)).toMatchObject({ State: 'draining' });
  clock.advance(1000);
  expect(await healthOf(elb, front, stuck)).toMatchObject({ State: 'unused' });
  expect((await answer).status).toBe(502);
});
