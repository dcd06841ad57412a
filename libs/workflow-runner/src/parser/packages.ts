// GitHub's packages import their schemas as JSON without the import attribute that Node demands, so a hook adds it. The hook
// must be in place before the packages are linked, hence the dynamic imports: everything else imports them from here.
import { registerHooks } from 'node:module';

registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.min.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});

export const {
  convertWorkflowTemplate,
  isBasicExpression,
  isBoolean,
  isMapping,
  isScalar,
  isSequence,
  isString,
} = await import('@actions/workflow-parser');
export const { TemplateContext, TemplateValidationErrors } =
  await import('@actions/workflow-parser/templates/template-context');
export const { NoOperationTraceWriter } = await import('@actions/workflow-parser/templates/trace-writer');
export const { readTemplate } = await import('@actions/workflow-parser/templates/template-reader');
export const { InsertExpressionToken, StringToken, TemplateToken } =
  await import('@actions/workflow-parser/templates/tokens/index');
export const { YamlObjectReader } = await import('@actions/workflow-parser/workflows/yaml-object-reader');
export const { getWorkflowSchema } = await import('@actions/workflow-parser/workflows/workflow-schema');
export const { WORKFLOW_ROOT } = await import('@actions/workflow-parser/workflows/workflow-constants');
export const { ACTION_ROOT, convertActionTemplate, getActionSchema } =
  await import('@actions/workflow-parser/actions/index');
export const { convertToIfCondition } = await import('@actions/workflow-parser/model/converter/if-condition');
export const { data, Evaluator, Lexer, Parser, wellKnownFunctions } = await import('@actions/expressions');
export const expressionNodes = await import('@actions/expressions/ast');
export const { truthy } = await import('@actions/expressions/result');

export type { data as ExpressionTypes } from '@actions/expressions';
export type { Expr } from '@actions/expressions/ast';
export type { ExpressionData } from '@actions/expressions/data/expressiondata';
export type { FunctionDefinition } from '@actions/expressions/funcs/info';
export type { MappingToken, ScalarToken } from '@actions/workflow-parser/templates/tokens/index';
export type { TemplateToken as Token } from '@actions/workflow-parser/templates/tokens/index';
export type { TemplateSchema } from '@actions/workflow-parser/templates/schema/index';
export type {
  EventsConfig,
  InputConfig,
  Step as ParsedStep,
} from '@actions/workflow-parser/model/workflow-template';
