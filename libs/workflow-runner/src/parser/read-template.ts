import type { Problem } from './problems.ts';
import {
  NoOperationTraceWriter,
  StringToken,
  TemplateContext,
  TemplateValidationErrors,
  YamlObjectReader,
  readTemplate,
} from './packages.ts';
import type { TemplateSchema, Token } from './packages.ts';

/**
 * Reads one YAML file against one of GitHub's schemas. Returns the token tree (undefined when the file is not YAML) and the
 * context that collects what the parser, and later the converters, find wrong.
 */
export function readTemplateFile(
  file: { name: string; content: string },
  schema: TemplateSchema,
  root: string,
): { context: InstanceType<typeof TemplateContext>; value: Token | undefined } {
  const context = new TemplateContext(new TemplateValidationErrors(), schema, new NoOperationTraceWriter());
  const fileId = context.getFileId(file.name);
  const reader = new YamlReader(fileId, file.content);
  if (reader.errors.length > 0) {
    for (const error of reader.errors) context.error(fileId, error.message, error.range);
    return { context, value: undefined };
  }
  return { context, value: readTemplate(context, root, reader, fileId) };
}

/** What `context` collected, in our form. */
export function problemsOf(context: InstanceType<typeof TemplateContext>, file: string): Problem[] {
  return context.errors.getErrors().map((error) => ({
    file,
    line: error.range?.start.line,
    message: error.rawMessage,
  }));
}

/**
 * The parser rebuilds a multi-line scalar with an expression in it from its YAML source: with the indentation, unfolded, and
 * with the quotes. GitHub runs its value. Without a source the parser uses the value.
 */
class YamlReader extends YamlObjectReader {
  override allowLiteral(): ReturnType<InstanceType<typeof YamlObjectReader>['allowLiteral']> {
    const token = super.allowLiteral();
    if (!(token instanceof StringToken) || token.source === undefined) return token;
    if (token.range === undefined || token.range.start.line === token.range.end.line) return token;
    return new StringToken(token.file, token.range, token.value, token.definitionInfo);
  }
}
