import 'reflect-metadata';
import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { EventErrorFilter } from '../nest/event-error-filter.ts';
import type { SqsContext } from '../nest/sqs-context.ts';
import type { SqsServer } from '../nest/sqs-server.ts';

/** A handler as an app would write it, without decorators: they are not erasable syntax. */
export type TestHandler = (data: never, context: SqsContext) => unknown;

/** A listening Nest microservice whose controller has one `@EventPattern` method a given type. */
export async function startNestApp(
  strategy: SqsServer,
  handlers: Record<string, TestHandler>,
  { filter = true } = {},
): Promise<INestMicroservice> {
  // oxlint-disable-next-line typescript/no-extraneous-class -- its methods are made below
  class TestController {}
  for (const [type, handler] of Object.entries(handlers)) {
    Object.defineProperty(TestController.prototype, type, {
      value: handler,
      writable: true,
      configurable: true,
    });
    const descriptor = Object.getOwnPropertyDescriptor(TestController.prototype, type) as PropertyDescriptor;
    EventPattern(type)(TestController.prototype, type, descriptor);
    Payload()(TestController.prototype, type, 0);
    Ctx()(TestController.prototype, type, 1);
  }
  Controller()(TestController);
  // oxlint-disable-next-line typescript/no-extraneous-class -- as any Nest module
  class TestModule {}
  Module({ controllers: [TestController] })(TestModule);
  const app = await NestFactory.createMicroservice(TestModule, {
    strategy,
    logger: false,
    abortOnError: false,
  });
  if (filter) app.useGlobalFilters(new EventErrorFilter());
  await app.listen();
  return app;
}
