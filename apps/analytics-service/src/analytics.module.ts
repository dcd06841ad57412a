import { Module, type DynamicModule } from '@nestjs/common';
import { canaryModule } from '@phaseline/messaging';
import { ANALYTICS_PARTS, AnalyticsController, type AnalyticsParts } from './analytics.controller.ts';

/** Counts placed orders. Knows no queue: a container and a Lambda function feed it alike. */
@Module({ controllers: [AnalyticsController] })
// oxlint-disable-next-line typescript/no-extraneous-class -- a Nest module is a class that only names its parts
export class AnalyticsModule {}

/** {@link AnalyticsModule} made of `parts`. */
export function analyticsModule(parts: AnalyticsParts): DynamicModule {
  return {
    module: AnalyticsModule,
    imports: [canaryModule(parts)],
    providers: [{ provide: ANALYTICS_PARTS, useValue: parts }],
  };
}
