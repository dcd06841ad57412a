import { validation } from '../errors.ts';

/** An exact decimal: `coefficient * 10 ** exponent`, without trailing zeros in the coefficient. Zero has exponent 0. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const DIGITS = 38;
const MAX_MAGNITUDE = 125;
const MIN_MAGNITUDE = -130;
const FORM = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;

function normalize(coefficient: bigint, exponent: number): Decimal {
  if (coefficient === 0n) return { coefficient: 0n, exponent: 0 };
  const text = coefficient.toString();
  const zeros = text.length - text.replace(/0+$/, '').length;
  return { coefficient: coefficient / 10n ** BigInt(zeros), exponent: exponent + zeros };
}

function digitsOf({ coefficient }: Decimal): string {
  return (coefficient < 0n ? -coefficient : coefficient).toString();
}

/** The power of ten of the first digit, as in scientific notation. */
export function magnitude(number: Decimal): number {
  return digitsOf(number).length - 1 + number.exponent;
}

function inRange(number: Decimal): Decimal {
  if (number.coefficient === 0n) return number;
  if (magnitude(number) > MAX_MAGNITUDE) {
    throw validation(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  }
  if (magnitude(number) < MIN_MAGNITUDE) {
    throw validation(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  }
  if (digitsOf(number).length > DIGITS) {
    throw validation('Attempting to store more than 38 significant digits in a Number');
  }
  return number;
}

/** Whole numbers as DynamoDB writes them, short enough for JavaScript to count exactly: nearly all there are. */
const PLAIN = /^(?:0|-?[1-9]\d{0,14})$/;

/** Whether a number is written in canonical form already. */
export function isPlainInteger(text: string): boolean {
  return PLAIN.test(text);
}

/** @throws ValidationException for what is no number, has more than 38 digits or leaves 1E-130 to 9.9E+125. */
export function parseDecimal(text: string): Decimal {
  const [, sign, whole = '', fraction = '', exponent = '0'] = FORM.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') {
    throw validation(`The parameter cannot be converted to a numeric value: ${text}`);
  }
  const coefficient = BigInt(whole + fraction);
  return inRange(normalize(sign === '-' ? -coefficient : coefficient, Number(exponent) - fraction.length));
}

/** Plain notation, as DynamoDB hands numbers back: no exponent, no trailing zeros. */
export function formatDecimal(number: Decimal): string {
  const sign = number.coefficient < 0n ? '-' : '';
  const digits = digitsOf(number);
  if (number.exponent >= 0) return sign + digits + '0'.repeat(number.exponent);
  const padded = digits.padStart(1 - number.exponent, '0');
  return `${sign}${padded.slice(0, number.exponent)}.${padded.slice(number.exponent)}`;
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  return [
    a.coefficient * 10n ** BigInt(a.exponent - exponent),
    b.coefficient * 10n ** BigInt(b.exponent - exponent),
    exponent,
  ];
}

/** @throws ValidationException when the exact sum does not fit 38 digits. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [left, right, exponent] = aligned(a, b);
  return inRange(normalize(left + right, exponent));
}

export function negateDecimal(number: Decimal): Decimal {
  return { coefficient: -number.coefficient, exponent: number.exponent };
}

/** Negative, zero or positive, as for Array.sort. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const [left, right] = aligned(a, b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Bytes whose order is the order of the numbers. */
export function sortableBytes(number: Decimal): Buffer {
  if (number.coefficient === 0n) return Buffer.of(1);
  const bytes = Buffer.alloc(2 + digitsOf(number).length + 1);
  bytes[0] = number.coefficient < 0n ? 0 : 2;
  bytes[1] = magnitude(number) - MIN_MAGNITUDE;
  bytes.write(digitsOf(number), 2, 'latin1');
  // Of two negative numbers the one with the larger magnitude is the smaller: everything turns round.
  if (number.coefficient < 0n)
    for (let index = 1; index < bytes.length; index += 1) bytes[index] = 255 - bytes[index]!;
  return bytes;
}
