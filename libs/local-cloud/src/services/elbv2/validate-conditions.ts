import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { validationError } from './errors.ts';

function values(condition: RuleCondition): readonly unknown[] {
  return (
    condition.PathPatternConfig?.Values ??
    condition.HostHeaderConfig?.Values ??
    condition.HttpHeaderConfig?.Values ??
    condition.HttpRequestMethodConfig?.Values ??
    condition.QueryStringConfig?.Values ??
    condition.SourceIpConfig?.Values ??
    condition.Values ??
    []
  );
}

/**
 * Checks a rule's conditions and brings them into the form AWS shows: the older `Values` beside the newer configuration.
 * @throws `ValidationError`.
 */
export function validateConditions(conditions: readonly RuleCondition[] = []): RuleCondition[] {
  if (conditions.length === 0) throw validationError('A condition must be specified');
  return conditions.map((condition) => {
    if (values(condition).length === 0)
      throw validationError(`A condition value must be specified for '${condition.Field}'`);
    const Values = condition.Values;
    switch (condition.Field ?? '') {
      case 'path-pattern': {
        const config = condition.PathPatternConfig ?? { Values };
        return { Field: condition.Field, Values: config.Values, PathPatternConfig: config };
      }
      case 'host-header': {
        const config = condition.HostHeaderConfig ?? { Values };
        return { Field: condition.Field, Values: config.Values, HostHeaderConfig: config };
      }
      case 'http-header':
      case 'http-request-method':
      case 'query-string':
      case 'source-ip':
        return condition;
      default:
        throw validationError(
          `Condition field '${condition.Field}' must be one of path-pattern, host-header, http-header, http-request-method, query-string, source-ip`,
        );
    }
  });
}
