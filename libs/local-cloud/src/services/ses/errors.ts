import { AwsError } from '../../service.ts';

export function badRequest(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}

export function identityNotFound(identity: string | undefined): AwsError {
  return new AwsError('NotFoundException', `Email identity ${identity} does not exist.`);
}

export function configurationSetNotFound(name: string): AwsError {
  return new AwsError('NotFoundException', `Configuration set <${name}> does not exist.`);
}

export function notBuilt(what: string): AwsError {
  return new AwsError('NotImplemented', `${what} is not built in this local cloud.`, { statusCode: 501 });
}
