import { AwsError } from '../../service.ts';

/** The errors of API Gateway v2: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/ */
export const badRequest = (message: string): AwsError => new AwsError('BadRequestException', message);
export const conflict = (message: string): AwsError => new AwsError('ConflictException', message);
export const notFound = (message: string): AwsError => new AwsError('NotFoundException', message);
