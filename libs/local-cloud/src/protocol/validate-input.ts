import { AwsError } from '../service.ts';
import { demandsMembers, isSimple, type Shape } from './shape.ts';

/**
 * Refuses an input that lacks what its model requires, in the words AWS uses.
 * @param code The service's own code for it, e.g. `ValidationException` or `MissingParameter`.
 */
export function validateInput(shape: Shape, input: unknown, code: string): void {
  if (isComplete(shape, input)) return;
  const missing = findMissing(shape, input, '');
  if (code === 'MissingParameter') {
    throw new AwsError(code, `The request must contain the parameter ${missing[0]}.`, { statusCode: 400 });
  }
  const details = missing.map(
    (path) => `Value null at '${lowerFirst(path)}' failed to satisfy constraint: Member must not be null`,
  );
  const count = `${missing.length} validation error${missing.length === 1 ? '' : 's'} detected`;
  throw new AwsError(code, `${count}: ${details.join('; ')}`, { statusCode: 400 });
}

/** Whether nothing is missing: as {@link findMissing}, without names, and blind for what cannot lack anything. Every call comes this way. */
function isComplete(shape: Shape, value: unknown): boolean {
  if (value === undefined || value === null || !demandsMembers(shape)) return true;
  if (shape.kind === 'structure') {
    return shape.fields.every((field) => {
      const member = (value as Record<string, unknown>)[field.name];
      return member === undefined || member === null ? !field.required : isComplete(field.shape, member);
    });
  }
  if (shape.kind === 'list') return (value as unknown[]).every((item) => isComplete(shape.item.shape, item));
  const values = shape.kind === 'map' ? Object.values(value as Record<string, unknown>) : [];
  return values.every((item) => shape.kind === 'map' && isComplete(shape.value.shape, item));
}

function findMissing(shape: Shape, value: unknown, path: string): string[] {
  if (value === undefined || value === null || isSimple(shape)) return [];
  switch (shape.kind) {
    case 'structure':
      return shape.fields.flatMap((field) => {
        const member = (value as Record<string, unknown>)[field.name];
        const memberPath = path === '' ? field.name : `${path}.${field.name}`;
        if (member === undefined || member === null) return field.required ? [memberPath] : [];
        return findMissing(field.shape, member, memberPath);
      });
    case 'list':
      return (value as unknown[]).flatMap((item, index) =>
        findMissing(shape.item.shape, item, `${path}.${index + 1}.member`),
      );
    case 'map':
      return Object.entries(value as Record<string, unknown>).flatMap(([key, item]) =>
        findMissing(shape.value.shape, item, `${path}.${key}.member`),
      );
    case 'unit':
      return [];
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
