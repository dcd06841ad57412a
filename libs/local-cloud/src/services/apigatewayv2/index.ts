export { createApiGatewayService, type ApiGatewayService } from './service.ts';
export type { FunctionAnswer, InvokingApi, LambdaInvoker } from './lambda-invoker.ts';
