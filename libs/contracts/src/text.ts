import * as v from 'valibot';
import { rule } from './rule.ts';

/** Control characters and the bidirectional overrides that make a text read other than it is. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/**
 * A human's text of `min` to `max` UTF-16 units after Unicode normalisation (NFC): no unpaired surrogates, no control
 * characters, no blanks at either end. What passes can be stored, mailed and compared as it is.
 */
export function textSchema(min: number, max: number) {
  return v.pipe(
    v.string('must be a string'),
    rule(
      'well_formed',
      (text) => text.isWellFormed(),
      'must be well-formed Unicode: it holds an unpaired surrogate',
    ),
    rule('printable', (text) => !UNPRINTABLE.test(text), 'must not hold control characters'),
    v.normalize('NFC'),
    rule('trimmed', (text) => text.trim() === text, 'must not begin or end with a blank'),
    v.minLength(min, `must have at least ${min} character${min === 1 ? '' : 's'}`),
    v.maxLength(max, `must have at most ${max} characters`),
  );
}

// One @, dot-separated atoms before it (RFC 5322 atext), host labels after it. Linear: no part can match two ways.
const EMAIL =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * An e-mail address as SES takes it: ASCII, at most 254 characters, 64 before the @ (RFC 5321 4.5.3.1).
 * International domains are sent in their xn-- form.
 */
export const emailSchema = v.pipe(
  textSchema(3, 254),
  rule(
    'email',
    (text) => EMAIL.test(text),
    'must be an e-mail address such as ada@example.com (ASCII; international domains as xn--)',
  ),
  rule('email', (email) => email.indexOf('@') <= 64, 'must have at most 64 characters before the @'),
);

/** A UUID in lower case, any version. */
export const uuidSchema = v.pipe(
  v.string('must be a string'),
  v.regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID in lower case'),
);

/** A point in time, `2026-11-23T00:10:00.000Z`. */
export const instantSchema = v.pipe(
  v.string('must be a string'),
  v.isoTimestamp('must be an ISO 8601 timestamp such as 2026-11-23T00:10:00.000Z'),
);

/** An amount of money in cents: a whole number from 0 up. */
export const centsSchema = v.pipe(
  v.number('must be a number'),
  v.safeInteger('must be a whole number of cents'),
  v.minValue(0, 'must not be negative'),
);
