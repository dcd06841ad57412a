import { desiredResources, type Resource } from '@phaseline/model';
import { expect, it } from 'vitest';
import type { Planned } from '../engine/plan.ts';
import type { PhasePlan } from '../phase/plan-phase.ts';
import { leafChanges } from './leaf-changes.ts';
import { planMarkdown } from './plan-markdown.ts';

const resources = desiredResources({
  phase: 'ecs',
  environment: 'pr-7',
  account: '000000000000',
  region: 'us-east-1',
  emailFrom: 'orders@example.com',
});
const one = (kind: Resource['kind'], component?: string): Resource => {
  const found = resources.find(
    (resource) => resource.kind === kind && (component === undefined || resource.component === component),
  );
  if (!found) throw new Error(`no ${kind}`);
  return found;
};
const keep: Planned = { resource: one('topic'), action: 'keep', changes: [], calls: [] };
const planOf = (items: readonly Planned[], rest: Partial<PhasePlan> = {}): PhasePlan => ({
  phase: 'ecs',
  environment: 'pr-7',
  resources: items,
  steps: [],
  retired: [],
  unforeseen: undefined,
  components: [
    { component: 'order-publisher', from: ['lambda'], to: 'ecs' },
    { component: 'email-service', from: ['ecs'], to: 'ecs' },
  ],
  cost: { before: 0.3, after: 78.2 },
  ...rest,
});
const environment = (value: string, password: string) => [
  {
    name: 'email-service',
    environment: [
      { name: 'DB_PASSWORD', value: password },
      { name: 'LOG_LEVEL', value },
    ],
  },
];
const released: Planned = {
  resource: { ...one('role', 'email-service'), kind: 'taskDefinition' } as unknown as Resource,
  action: 'update',
  changes: [
    {
      field: 'containerDefinitions',
      from: environment('info', 'hunter2'),
      to: environment('debug', 'correct horse'),
    },
  ],
  calls: ['ecs RegisterTaskDefinition'],
};

it('says in one line that there is nothing to do', () => {
  const text = planMarkdown(planOf([keep], { cost: { before: 78.2, after: 78.2 } }));
  expect(text).toContain('Nothing to do: all 1 resources are as they should be');
  expect(text).toContain('about $78.20 a month, as before');
});

it('shows per component where it goes, which value changes, and the difference in cost', () => {
  const steps = [
    {
      component: 'order-publisher',
      step: 'order-publisher: removeFront alb',
      calls: ['elasticloadbalancing DeleteListener', 'elasticloadbalancing DeleteLoadBalancer'],
    },
  ] as const;
  const text = planMarkdown(planOf([keep, released], { retired: [one('loadBalancer')], steps }));
  expect(text).toContain('**1 to change, 1 to remove, 1 steps of the switch**; 1 stay as they are');
  expect(text).toContain('$78.20 a month instead of $0.30 (**+$77.90**)');
  expect(text).toContain('| order-publisher | Lambda → **ECS** | 1 removed (loadBalancer) |');
  expect(text).toMatch(/\| email-service \| ECS \| .*LOG\\_LEVEL: `info` → `debug`/);
  expect(text).toContain('the 3 calls that write');
  expect(text).toContain('| 1 | order-publisher: removeFront alb |');
  expect(text).toContain('When the old front is quiet');
  expect(text).toContain('elasticloadbalancing DeleteLoadBalancer');
});

it('hides secrets, and says that they change', () => {
  const text = planMarkdown(planOf([released]));
  expect(text).not.toMatch(/hunter2|correct horse/);
  expect(text).toContain('DB\\_PASSWORD: `***` → `***`');
});

it('hides what is a secret by its looks', () => {
  const [leaf] = leafChanges([
    {
      field: 'url',
      from: 'postgres://app:hunter2@db/orders',
      to: 'x ghp_0123456789abcdefghijABCDEFGHIJ012345',
    },
  ]);
  expect(leaf).toEqual({ path: 'url', from: 'postgres://app:***@db/orders', to: 'x ***' });
});

it('lets no value out of its cell', () => {
  const changes = [{ field: 'a|b', from: '@team `x` | <script>', to: 'one\n\n# two' }];
  const text = planMarkdown(planOf([{ ...released, changes }]));
  const row = text.split('\n').find((line) => line.includes('@team'));
  expect(row).toContain("`@team 'x' ¦ <script>` → `one # two`");
  expect(row).toContain('a\\|b');
});
