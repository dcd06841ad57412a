import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost } from '@nestjs/core';
import type { Logger } from 'pino';
import { HealthController, READINESS } from './health/health.controller.ts';
import { createReadiness, type Check } from './health/readiness.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import { HTTP_HEADERS, HTTP_STATUS, type SetHeader, type SetStatus } from './http/tokens.ts';
import { DocsController } from './openapi/docs.controller.ts';
import type { OrderStore } from './orders/order-store.ts';
import { OrderService, type PublishOrder } from './orders/order.service.ts';
import { OrdersController } from './orders/orders.controller.ts';

/** What the module works with. The container and the Lambda function make it from the same parts. */
export interface OrderPublisherParts {
  readonly store: OrderStore;
  readonly publish: PublishOrder;
  /** By name, what must be reachable for this component to be ready. */
  readonly checks: Readonly<Record<string, Check>>;
  readonly logger: Logger;
}

/** The order API. Knows no HTTP server: it runs on whatever adapter the application is created with. */
@Module({})
// oxlint-disable-next-line typescript/no-extraneous-class -- a Nest module is a class that only names its parts
export class OrderPublisherModule {}

/** {@link OrderPublisherModule} made of `parts`. */
export function orderPublisherModule({ store, publish, checks, logger }: OrderPublisherParts): DynamicModule {
  return {
    module: OrderPublisherModule,
    controllers: [OrdersController, HealthController, DocsController],
    providers: [
      { provide: OrderService, useFactory: () => new OrderService(store, publish) },
      { provide: READINESS, useFactory: () => createReadiness(checks) },
      {
        provide: HTTP_HEADERS,
        inject: [HttpAdapterHost],
        useFactory:
          (host: HttpAdapterHost): SetHeader =>
          (response, name, value) =>
            host.httpAdapter.setHeader(response, name, value),
      },
      {
        provide: HTTP_STATUS,
        inject: [HttpAdapterHost],
        useFactory:
          (host: HttpAdapterHost): SetStatus =>
          (response, status) =>
            host.httpAdapter.status(response, status),
      },
      {
        provide: APP_FILTER,
        inject: [HttpAdapterHost],
        useFactory: (host: HttpAdapterHost) => new ProblemFilter(() => host.httpAdapter, logger),
      },
    ],
  };
}
