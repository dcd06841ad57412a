import { expect, test } from 'vitest';
import { statusLines } from './status-lines.ts';

const service = {
  name: 'email-service',
  runningCount: 1,
  desiredCount: 2,
  revision: 'email-service-td:4',
  imageDigest: `sha256:${'a'.repeat(64)}`,
};
const lambda = {
  name: 'email-lambda',
  version: '3',
  codeSha256: 'q83vEjRWeJA=',
  mapping: 'Enabled',
  maximumConcurrency: 2,
};

test('a component has a line a side, and what takes no work is in brackets', () => {
  const components = [
    { component: 'email-service', placements: ['ecs', 'lambda'], service, function: lambda },
    {
      component: 'inventory-service',
      placements: ['lambda'],
      service: { ...service, runningCount: 0, desiredCount: 0 },
      function: lambda,
    },
    {
      component: 'analytics-service',
      placements: [],
      service: undefined,
      function: { ...lambda, version: undefined, mapping: undefined },
    },
    { component: 'order-publisher', placements: [], service: undefined, function: undefined },
  ] as const;
  expect(statusLines({ components })).toEqual([
    'email-service      ecs       1/2 running                 email-service-td:4       sha256:aaaaaaaaaaaa',
    '                   lambda    enabled, at most 2 at once  email-lambda:3           q83vEjRWeJA=',
    'inventory-service  (ecs)     0/0 running                 email-service-td:4       sha256:aaaaaaaaaaaa',
    '                   lambda    enabled, at most 2 at once  email-lambda:3           q83vEjRWeJA=',
    'analytics-service  (lambda)  idle                        email-lambda, none live  q83vEjRWeJA=',
    'order-publisher    -         not deployed',
  ]);
});
