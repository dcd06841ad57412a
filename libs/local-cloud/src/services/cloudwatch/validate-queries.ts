import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { validationError } from './errors.ts';
import { parseExpression } from './math/parse.ts';

/**
 * Checks what can be known of metric queries before they run.
 * @throws `ValidationError` naming the query.
 */
export function validateQueries(queries: readonly MetricDataQuery[]): void {
  if (queries.length === 0) throw validationError('At least one metric query must be given');
  const ids = queries.map((query) => query.Id ?? '');
  for (const [index, { Id: id = '', Expression: expression, MetricStat: stat }] of queries.entries()) {
    if (!/^[a-z]\w*$/.test(id))
      throw validationError(
        `The value '${id}' for Id is invalid: it must begin with a lowercase letter and hold only letters, digits and _`,
      );
    if (ids.indexOf(id) !== index) throw validationError(`The Id '${id}' is used by more than one query`);
    if ((expression === undefined) === (stat === undefined)) {
      throw validationError(`Query '${id}' must have either an Expression or a MetricStat`);
    }
    if (expression !== undefined) parseExpression(expression);
    if (stat !== undefined && (!stat.Metric?.MetricName || !stat.Metric.Namespace || !stat.Stat)) {
      throw validationError(
        `The MetricStat of query '${id}' needs a Metric with Namespace and MetricName, and a Stat`,
      );
    }
  }
}
