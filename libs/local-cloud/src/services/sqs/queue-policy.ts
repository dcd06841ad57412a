import type { Queue } from './queue/queue.ts';
import type { ServiceSender } from './service.ts';

type OneOrMany<T> = T | readonly T[];

interface Statement {
  readonly Effect?: string;
  readonly Principal?: '*' | { readonly Service?: OneOrMany<string>; readonly AWS?: OneOrMany<string> };
  readonly Action?: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany<string>>>>>;
}

const list = <T>(value: OneOrMany<T> | undefined): readonly T[] =>
  value === undefined ? [] : ([value].flat() as T[]);

function like(pattern: string, value: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(value);
}

const COMPARISONS: Readonly<Record<string, (pattern: string, value: string) => boolean>> = {
  arnequals: like,
  arnlike: like,
  stringlike: like,
  stringequals: (pattern, value) => pattern === value,
  stringequalsignorecase: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
};

function conditionsHold(statement: Statement, keys: ReadonlyMap<string, string>): boolean {
  return Object.entries(statement.Condition ?? {}).every(([operator, wanted]) => {
    const compare = COMPARISONS[operator.replace(/IfExists$/, '').toLowerCase()];
    return Object.entries(wanted).every(([key, patterns]) => {
      const value = keys.get(key.toLowerCase());
      if (value === undefined) return operator.endsWith('IfExists');
      return compare !== undefined && list(patterns).some((pattern) => compare(pattern, value));
    });
  });
}

function applies(
  statement: Statement,
  queue: Queue,
  service: string,
  keys: ReadonlyMap<string, string>,
): boolean {
  const principal = statement.Principal;
  const principals: readonly string[] =
    typeof principal === 'object' ? [...list(principal.Service), ...list(principal.AWS)] : list(principal);
  return (
    (principals.includes('*') || principals.includes(service)) &&
    list(statement.Action).some((action) => like(action.toLowerCase(), 'sqs:sendmessage')) &&
    list(statement.Resource).some((resource) => like(resource, queue.arn)) &&
    conditionsHold(statement, keys)
  );
}

/** Whether the queue's own policy lets another AWS service send for `sender.sourceArn`: a deny always wins. */
export function allowsServiceToSend(
  queue: Queue,
  sender: ServiceSender,
  owner: { account: string },
): boolean {
  const json = queue.attributes.Policy;
  if (json === undefined || json === '') return false;
  const { Statement } = JSON.parse(json) as { Statement: OneOrMany<Statement> };
  const keys = new Map([
    ['aws:sourcearn', sender.sourceArn],
    ['aws:sourceaccount', owner.account],
  ]);
  const matching = list(Statement).filter((statement) => applies(statement, queue, sender.service, keys));
  return (
    matching.some((statement) => statement.Effect === 'Allow') &&
    !matching.some((statement) => statement.Effect === 'Deny')
  );
}
