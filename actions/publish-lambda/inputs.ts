import { choiceInput, componentInput, environmentInput, optionalInput, requiredInput } from '../inputs.ts';

/** The inputs of publish-lambda. */
export interface PublishLambdaInputs {
  readonly component: string;
  readonly environment: string;
  /** Path. */
  readonly zip: string;
  /** Path of function.json. */
  readonly function: string;
  readonly emailFrom: string | undefined;
  readonly moveAlias: boolean;
  /** Undefined: as it is. */
  readonly consume: boolean | undefined;
}

const consuming = { true: true, false: false, keep: undefined } as const;

/** Reads and checks them all. @throws InputError for the first that is wrong. */
export function readInputs(): PublishLambdaInputs {
  return {
    component: componentInput(),
    environment: environmentInput(),
    zip: requiredInput('zip', 'the path of a zip'),
    function: requiredInput('function', 'the path of a function.json'),
    emailFrom: optionalInput('email-from'),
    moveAlias: choiceInput('alias', ['move', 'keep']) === 'move',
    consume: consuming[choiceInput('consume', ['true', 'false', 'keep'])],
  };
}
