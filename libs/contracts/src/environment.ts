import * as v from 'valibot';
import { emailSchema } from './text.ts';
import { fieldPath } from './validate.ts';

/** What a variable of a task's environment must look like; each reads a string. */
export const variable = {
  /** A TCP port, 0 to 65535; 0 lets the system choose. */
  port: (fallback: string) =>
    v.pipe(
      v.optional(v.string(), fallback),
      v.check((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'must be a port from 0 to 65535'),
      v.transform(Number),
    ),
  /** Any text. */
  text: (fallback: string) => v.optional(v.string(), fallback),
  /** The ARN of an SNS topic. */
  topicArn: () =>
    v.pipe(
      v.string(),
      v.regex(/^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w-]{1,256}$/, 'must be the ARN of an SNS topic'),
    ),
  /** An http or https URL. */
  url: () =>
    v.pipe(
      v.string(),
      v.regex(/^https?:\/\/\S+$/, 'must be an http(s) URL'),
      v.url('must be an http(s) URL'),
    ),
  /** A DynamoDB table name. */
  tableName: () =>
    v.pipe(
      v.string(),
      v.regex(/^[\w.-]{3,255}$/, 'must be a DynamoDB table name (3 to 255 of a-z A-Z 0-9 _ . -)'),
    ),
  /** An address SES may send from. */
  email: () => emailSchema,
  /** A configuration set of SES. */
  configurationSet: () =>
    v.pipe(
      v.string(),
      v.regex(/^[\w-]{1,64}$/, 'must be a configuration set of SES (1 to 64 of a-z A-Z 0-9 _ -)'),
    ),
  /** A CloudWatch log group, by name. */
  logGroup: () =>
    v.pipe(
      v.string(),
      v.regex(/^[\w.\-/#]{1,512}$/, 'must be the name of a log group (1 to 512 of a-z A-Z 0-9 _ . - / #)'),
    ),
  /** A pino level. */
  logLevel: () =>
    v.optional(
      v.picklist(
        ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
        'must be trace, debug, info, warn, error, fatal or silent',
      ),
      'info',
    ),
};

/**
 * Reads the variables of `entries` from an environment, typed. An empty variable counts as absent. Throws one error
 * that lists every wrong variable with what was expected of it.
 */
export function readEnvironment<E extends v.ObjectEntries>(
  entries: E,
  environment: Readonly<Record<string, string | undefined>>,
): v.InferOutput<v.ObjectSchema<E, undefined>> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = v.safeParse(v.object(entries), present, { abortPipeEarly: true });
  if (result.success) return result.output;
  const lines = result.issues.map((issue) => {
    const name = fieldPath(issue.path?.map((item) => item.key) ?? []);
    const value = present[name];
    return value === undefined
      ? `  ${name} is not set`
      : `  ${name}=${JSON.stringify(value.slice(0, 100))}: ${issue.message}`;
  });
  throw new Error(
    `The environment is not usable:\n${lines.join('\n')}\nSet these variables and start again.`,
  );
}
