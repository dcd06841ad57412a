import { AwsError } from '../../service.ts';

/** The errors of Application Auto Scaling: https://docs.aws.amazon.com/autoscaling/application/APIReference */
export const validationException = (message: string): AwsError =>
  new AwsError('ValidationException', message, { statusCode: 400 });
export const objectNotFound = (message: string): AwsError =>
  new AwsError('ObjectNotFoundException', message, { statusCode: 400 });
export const resourceNotFound = (arn: string | undefined): AwsError =>
  new AwsError('ResourceNotFoundException', `The specified resource does not exist: ${arn}`, {
    statusCode: 400,
    members: { ResourceName: arn },
  });
