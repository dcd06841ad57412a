import { ContainerStartError, ImagePullError } from '../../../runtime/task-runtime.ts';
import { LogDriverError } from './logs.ts';
import { RoleError } from './sessions.ts';

/** A stopped reason in the words of ECS. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
export function failureToStart(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ImagePullError) return `CannotPullContainerError: ${message}`;
  if (error instanceof ContainerStartError) return `CannotStartContainerError: ${message}`;
  if (error instanceof LogDriverError) return `ResourceInitializationError: ${message}`;
  if (error instanceof RoleError) return message;
  return `ResourceInitializationError: ${message}`;
}
