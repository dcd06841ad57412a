export { readConfig, type Config } from './config.ts';
export { type EmailParts } from './email.controller.ts';
export { EmailModule, emailModule } from './email.module.ts';
export { confirmationOf, type Confirmation } from './confirmation.ts';
