import { componentInput, emailInput, environmentInput, requiredInput } from '../inputs.ts';
import { parseAssignments, parseImages } from './parse-lines.ts';

/** The inputs of render-task-definition. */
export interface RenderTaskDefinitionInputs {
  readonly component: string;
  readonly environment: string;
  readonly taskDefinition: string;
  readonly imageDigest: string;
  readonly images: Readonly<Record<string, string>>;
  /** undefined removes the variable. */
  readonly environmentVariables: Readonly<Record<string, string | undefined>>;
  readonly emailFrom: string;
}

/** Reads and checks them all. @throws InputError for the first that is wrong. */
export function readInputs(): RenderTaskDefinitionInputs {
  return {
    component: componentInput(),
    environment: environmentInput(),
    taskDefinition: requiredInput('task-definition', 'the path of a task definition'),
    imageDigest: requiredInput('image-digest', 'sha256: and 64 hex digits', /^sha256:[0-9a-f]{64}$/),
    images: parseImages('images'),
    environmentVariables: parseAssignments('environment-variables'),
    emailFrom: emailInput('email-from'),
  };
}
