import { AwsError } from '../service.ts';

/** What cannot be read as the model asks. The value itself is not repeated whole: it may be secret and long. */
export function serializationError(path: string, expected: string, found: unknown): AwsError {
  const shown = typeof found === 'string' ? `'${found.slice(0, 40)}'` : describe(found);
  return new AwsError(
    'SerializationException',
    `${path || 'The request body'} must be ${expected}, found ${shown}.`,
    {
      statusCode: 400,
    },
  );
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
