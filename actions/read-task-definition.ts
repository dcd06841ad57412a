import { readFile } from 'node:fs/promises';
import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';

/**
 * Reads a task definition file, in the shape that register-task-definition takes.
 *
 * @throws Error naming the file when it is not there, is no JSON, or has no containers.
 */
export async function readTaskDefinition(path: string): Promise<RegisterTaskDefinitionCommandInput> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`Task definition "${path}" cannot be read`, { cause: error });
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(`Task definition "${path}" is no JSON`, { cause: error });
  }
  const { family, containerDefinitions } = (parsed ?? {}) as Partial<RegisterTaskDefinitionCommandInput>;
  if (
    typeof family !== 'string' ||
    !Array.isArray(containerDefinitions) ||
    containerDefinitions.length === 0
  ) {
    throw new Error(
      `Task definition "${path}" needs a family and at least one of containerDefinitions, as register-task-definition takes them`,
    );
  }
  return parsed as RegisterTaskDefinitionCommandInput;
}
