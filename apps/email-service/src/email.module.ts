import { Module, type DynamicModule } from '@nestjs/common';
import { canaryModule } from '@phaseline/messaging';
import { EMAIL_PARTS, EmailController, type EmailParts } from './email.controller.ts';

/** Confirms placed orders by mail. Knows no queue: a container and a Lambda function feed it alike. */
@Module({ controllers: [EmailController] })
// oxlint-disable-next-line typescript/no-extraneous-class -- a Nest module is a class that only names its parts
export class EmailModule {}

/** {@link EmailModule} made of `parts`. */
export function emailModule(parts: EmailParts): DynamicModule {
  return {
    module: EmailModule,
    imports: [canaryModule(parts)],
    providers: [{ provide: EMAIL_PARTS, useValue: parts }],
  };
}
