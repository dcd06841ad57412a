import { readFile } from 'node:fs/promises';
import type { FunctionDefinition } from '@phaseline/model';

/**
 * Reads a function's settings, in the shape that create-function takes.
 *
 * @throws Error naming the file when it is not there, is no JSON, or has no runtime and handler.
 */
export async function readFunction(path: string): Promise<FunctionDefinition> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`Function settings "${path}" cannot be read`, { cause: error });
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(`Function settings "${path}" are no JSON`, { cause: error });
  }
  const { Runtime, Handler } = (parsed ?? {}) as FunctionDefinition;
  if (typeof Runtime !== 'string' || typeof Handler !== 'string') {
    throw new Error(
      `Function settings "${path}" need a Runtime and a Handler, as create-function takes them`,
    );
  }
  return parsed as FunctionDefinition;
}
