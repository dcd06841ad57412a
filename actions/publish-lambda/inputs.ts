import {
  choiceInput,
  componentInput,
  deploymentInput,
  environmentInput,
  InputError,
  optionalInput,
  requiredInput,
} from '../inputs.ts';

/** The inputs of publish-lambda. */
export interface PublishLambdaInputs {
  readonly component: string;
  readonly environment: string;
  /** Path; or the version is given. */
  readonly zip: string | undefined;
  /** Published already. */
  readonly version: string | undefined;
  /** Path of function.json. */
  readonly function: string;
  readonly emailFrom: string | undefined;
  readonly moveAlias: boolean;
  /** Undefined: as it is. */
  readonly consume: boolean | undefined;
  readonly deployment: string;
}

const consuming = { true: true, false: false, keep: undefined } as const;

/** Reads and checks them all. @throws InputError for the first that is wrong. */
export function readInputs(): PublishLambdaInputs {
  return {
    component: componentInput(),
    environment: environmentInput(),
    ...whatToPublish(),
    function: requiredInput('function', 'the path of a function.json'),
    emailFrom: optionalInput('email-from'),
    moveAlias: choiceInput('alias', ['move', 'keep']) === 'move',
    consume: consuming[choiceInput('consume', ['true', 'false', 'keep'])],
    deployment: deploymentInput(),
  };
}

function whatToPublish(): Pick<PublishLambdaInputs, 'zip' | 'version'> {
  const zip = optionalInput('zip');
  if (optionalInput('version') === undefined) {
    return { zip: requiredInput('zip', 'the path of a zip, or the input version'), version: undefined };
  }
  if (zip !== undefined) throw new InputError('zip', zip, 'nothing, since the input version is given');
  return { zip, version: requiredInput('version', 'the number of a version', /^\d+$/) };
}
