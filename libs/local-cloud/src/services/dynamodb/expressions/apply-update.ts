import { validation } from '../errors.ts';
import {
  addNumbers,
  elementsOf,
  identityOf,
  setOf,
  typeOf,
  type AttributeValue,
  type Item,
} from '../values/attribute-value.ts';
import { formatDecimal, negateDecimal, parseDecimal } from '../values/decimal.ts';
import type { Path, SetValue, UpdateExpression } from './ast.ts';
import { child, valueAt } from './paths.ts';

type MutableItem = Record<string, AttributeValue>;

const wrongType = () => validation('An operand in the update expression has an incorrect data type');
const invalidPath = () =>
  validation('The document path provided in the update expression is invalid for update');

function evaluate(value: SetValue, item: Item): AttributeValue {
  switch (value.kind) {
    case 'value':
      return value.value;
    case 'path': {
      const found = valueAt(item, value.path);
      if (found === undefined) {
        throw validation('The provided expression refers to an attribute that does not exist in the item');
      }
      return found;
    }
    case 'if_not_exists':
      return valueAt(item, value.path) ?? evaluate(value.otherwise, item);
    case 'list_append': {
      const left = evaluate(value.left, item).L;
      const right = evaluate(value.right, item).L;
      if (left === undefined || right === undefined) throw wrongType();
      return { L: [...left, ...right] };
    }
    case '+':
    case '-': {
      const left = evaluate(value.left, item).N;
      const right = evaluate(value.right, item).N;
      if (left === undefined || right === undefined) throw wrongType();
      const second = value.kind === '+' ? right : formatDecimal(negateDecimal(parseDecimal(right)));
      return { N: addNumbers(left, second) };
    }
  }
}

/** The map or list that holds the last step of a path. */
function parentOf(item: MutableItem, path: Path): AttributeValue {
  let parent: AttributeValue | undefined = { M: item };
  for (const step of path.slice(0, -1)) parent = child(parent, step);
  const last = path.at(-1)!;
  const fits = typeof last === 'number' ? parent?.L !== undefined : parent?.M !== undefined;
  if (parent === undefined || !fits) throw invalidPath();
  return parent;
}

function setAt(item: MutableItem, path: Path, value: AttributeValue): void {
  const parent = parentOf(item, path);
  const last = path.at(-1)!;
  // An index beyond the end adds to the list.
  if (typeof last === 'number') parent.L![Math.min(last, parent.L!.length)] = value;
  else
    Object.defineProperty(parent.M!, last, { value, enumerable: true, configurable: true, writable: true });
}

function removeAll(item: MutableItem, paths: readonly Path[]): void {
  // Indexes mean the list as it was: the last elements go first.
  const later = (a: Path, b: Path): number => {
    const [x, y] = [a.at(-1)!, b.at(-1)!];
    return typeof x === 'number' && typeof y === 'number' ? y - x : 0;
  };
  for (const path of [...paths].sort(later)) {
    const parent = parentOf(item, path);
    const last = path.at(-1)!;
    if (typeof last === 'number') parent.L!.splice(last, 1);
    else delete parent.M![last];
  }
}

function sum(current: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (current === undefined) return value;
  const type = typeOf(value);
  if (typeOf(current) !== type) throw wrongType();
  if (type === 'N') return { N: addNumbers(current.N!, value.N!) };
  const known = new Set(elementsOf(current).map(identityOf));
  const added = elementsOf(value).filter((element) => !known.has(identityOf(element)));
  return setOf(type as 'SS' | 'NS' | 'BS', [...elementsOf(current), ...added]);
}

function difference(current: AttributeValue, value: AttributeValue): AttributeValue | undefined {
  const type = typeOf(value);
  if (typeOf(current) !== type) throw wrongType();
  const taken = new Set(elementsOf(value).map(identityOf));
  const left = elementsOf(current).filter((element) => !taken.has(identityOf(element)));
  // A set cannot be empty: the last element takes the attribute with it.
  return left.length === 0 ? undefined : setOf(type as 'SS' | 'NS' | 'BS', left);
}

/** Deep where an update can reach: lists and maps. Sets, texts and bytes are replaced, never changed. */
function copyOfValue(value: AttributeValue): AttributeValue {
  if (value.L !== undefined) return { L: value.L.map(copyOfValue) };
  if (value.M !== undefined) return { M: copyOf(value.M) };
  return value;
}

function copyOf(item: Item): MutableItem {
  // Spread keeps own properties of all names, also of __proto__.
  const copy: MutableItem = { ...item };
  for (const name in copy) {
    const value = copy[name]!;
    if (value.L !== undefined || value.M !== undefined) copy[name] = copyOfValue(value);
  }
  return copy;
}

/**
 * The item after the update; `item` itself stays as it is. All right sides see the item as it was before.
 * @throws ValidationException when a path or a type does not fit this item.
 */
export function applyUpdate(update: UpdateExpression, item: Item): MutableItem {
  const sets = update.set.map(({ path, value }) => ({ path, value: evaluate(value, item) }));
  const adds = update.add.map(({ path, value }) => ({ path, value: sum(valueAt(item, path), value) }));
  const removed: Path[] = [...update.remove];
  for (const { path, value } of update.delete) {
    const current = valueAt(item, path);
    const left = current === undefined ? undefined : difference(current, value);
    if (left !== undefined) sets.push({ path, value: left });
    else if (current !== undefined) removed.push(path);
  }
  const next = copyOf(item);
  for (const { path, value } of [...sets, ...adds]) setAt(next, path, copyOfValue(value));
  removeAll(next, removed);
  return next;
}
