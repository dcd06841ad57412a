import { describe, expect, it } from 'vitest';
import { parseComponent } from './components.ts';
import { parsePhase } from './phase.ts';

describe('parsePhase', () => {
  it.each([
    ['ecs', 'ecs'],
    ['1', 'ecs'],
    ['hybrid', 'hybrid'],
    ['2', 'hybrid'],
    ['serverless', 'serverless'],
    ['3', 'serverless'],
  ])('reads %s as %s', (value, phase) => {
    expect(parsePhase(value)).toBe(phase);
  });

  it.each(['', '0', '4', 'ECS', 'lambda', '1.0'])('refuses %j', (value) => {
    expect(() => parsePhase(value)).toThrow(/unknown phase .*: expected ecs, hybrid, serverless/);
  });
});

describe('parseComponent', () => {
  it('names the value and the components there are', () => {
    expect(parseComponent('email-service')).toBe('email-service');
    expect(() => parseComponent('web')).toThrow(/unknown component "web": expected one of order-publisher/);
  });
});
