import { expect, it } from 'vitest';
import { describeFailure } from './failure.ts';

it('tells on one screen what failed, why, and how the service is left', () => {
  const text = describeFailure({
    service: 'email-service',
    revision: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/email-service-td:8',
    serving: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/email-service-td:7',
    status: 'ROLLBACK_SUCCESSFUL',
    statusReason: 'circuit breaker',
    failedTasks: 3,
    targets: ['172.31.0.5:3000 unhealthy (Target.Timeout: Request timed out)'],
    events: ['(service email-service) was unable to place a task.'],
    task: {
      id: 'abc',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ name: 'app', exitCode: 1, lastLines: ['Error: no QUEUE_URL', '  at main.js:1'] }],
    },
  });
  expect(text).toBe(
    [
      'deployment of email-service-td:8 to service email-service failed: ROLLBACK_SUCCESSFUL, circuit breaker',
      'failed tasks: 3',
      'task abc: EssentialContainerExited: Essential container in task exited',
      '  container app: exit code 1',
      '    | Error: no QUEUE_URL',
      '    |   at main.js:1',
      'load balancer: 172.31.0.5:3000 unhealthy (Target.Timeout: Request timed out)',
      'service events:',
      '  (service email-service) was unable to place a task.',
      'the service is back at email-service-td:7',
    ].join('\n'),
  );
});

it('does not claim a way back where there is none', () => {
  const text = describeFailure({ service: 's', revision: 'r', status: 'STOPPED', targets: [], events: [] });
  expect(text).toBe(
    'deployment of r to service s failed: STOPPED\nthere is no revision before it to go back to',
  );
});
