import { Controller, type DynamicModule } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { DataPlane } from '@phaseline/aws-data-plane';
import { DEPLOYMENT_CANARY } from '@phaseline/contracts';

/** What a component hands to {@link canaryModule}: the very client and table that it works with. */
export interface CanaryParts {
  readonly dynamodb: Pick<DataPlane['dynamodb'], 'getItem'>;
  readonly table: string;
}

/** Never written: what matters is that it can be asked for. */
const KEY = { pk: { S: 'DEPLOYMENT#CANARY' }, sk: { S: 'CANARY' } };

/**
 * Lets a component answer `deployment.canary`, wherever it is placed: done when its table could be read, failed with the reason else. For
 * the `imports` of the component's module, which both placements share.
 */
export function canaryModule({ dynamodb, table }: CanaryParts): DynamicModule {
  class CanaryController {
    readonly name = 'deployment canary';

    async canary(): Promise<void> {
      await dynamodb.getItem({ TableName: table, Key: KEY, ConsistentRead: true });
    }
  }
  // As decorators do it, which are no erasable syntax.
  const method = Object.getOwnPropertyDescriptor(CanaryController.prototype, 'canary') as PropertyDescriptor;
  EventPattern(DEPLOYMENT_CANARY)(CanaryController.prototype, 'canary', method);
  Controller()(CanaryController);
  return { module: CanaryModule, controllers: [CanaryController] };
}

class CanaryModule {
  readonly name = 'CanaryModule';
}
