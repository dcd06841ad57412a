const FUNCTION = /^arn:aws:lambda:[\w-]+:\d{12}:function:[\w-]+(?::(?:[\w-]+|\$LATEST))?$/;
const INVOCATIONS = /^arn:aws:apigateway:[\w-]+:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/;

/** The function that an integration's URI names, in either of its two forms; undefined when it names none. */
export function functionArnOf(uri: string | undefined): string | undefined {
  const arn = INVOCATIONS.exec(uri ?? '')?.[1] ?? uri ?? '';
  return FUNCTION.test(arn) ? arn : undefined;
}
