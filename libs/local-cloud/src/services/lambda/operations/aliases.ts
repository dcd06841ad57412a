import { randomUUID } from 'node:crypto';
import type {
  AliasConfiguration,
  AliasRoutingConfiguration,
  CreateAliasRequest,
  DeleteAliasRequest,
  GetAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
  UpdateAliasRequest,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { conflict, constraint, invalid, notFound } from '../errors.ts';
import { assertRevision, findFunction } from '../find.ts';
import { paginate } from '../paginate.ts';
import type { Alias, Lambda, LambdaFunction } from '../records.ts';
import { showAlias } from '../show.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const createAlias =
  (lambda: Lambda): Operation<CreateAliasRequest, AliasConfiguration> =>
  (input) => {
    const fn = findFunction(lambda, input.FunctionName);
    const name = input.Name ?? '';
    if (!/^(?!^\d+$)[\w-]{1,128}$/.test(name)) {
      throw constraint(name, 'name', 'satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)');
    }
    const version = checkVersion(fn, input.FunctionVersion ?? '');
    if (fn.aliases.has(name)) throw conflict(`Alias already exists: ${fn.arn}:${name}`);
    const alias: Alias = {
      name,
      version,
      description: input.Description ?? '',
      weights: checkWeights(fn, version, input.RoutingConfig),
      revisionId: randomUUID(),
    };
    fn.aliases.set(name, alias);
    return showAlias(fn, alias);
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export const updateAlias =
  (lambda: Lambda): Operation<UpdateAliasRequest, AliasConfiguration> =>
  (input) => {
    const fn = findFunction(lambda, input.FunctionName);
    const alias = findAlias(fn, input.Name);
    assertRevision(input.RevisionId, alias);
    const version = input.FunctionVersion ? checkVersion(fn, input.FunctionVersion) : alias.version;
    const weights = input.RoutingConfig ? checkWeights(fn, version, input.RoutingConfig) : alias.weights;
    if (version in weights) throw sameVersion(version);
    Object.assign(alias, { version, weights, revisionId: randomUUID() });
    if (input.Description !== undefined) alias.description = input.Description;
    return showAlias(fn, alias);
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export const getAlias =
  (lambda: Lambda): Operation<GetAliasRequest, AliasConfiguration> =>
  (input) => {
    const fn = findFunction(lambda, input.FunctionName);
    return showAlias(fn, findAlias(fn, input.Name));
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html */
export const deleteAlias =
  (lambda: Lambda): Operation<DeleteAliasRequest, object> =>
  (input) => {
    // One that is not there is deleted, as on AWS.
    const fn = findFunction(lambda, input.FunctionName);
    fn.aliases.delete(input.Name ?? '');
    fn.policies.delete(input.Name ?? '');
    return {};
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const listAliases =
  (lambda: Lambda): Operation<ListAliasesRequest, ListAliasesResponse> =>
  ({ FunctionName, FunctionVersion, Marker, MaxItems }) => {
    const fn = findFunction(lambda, FunctionName);
    const found = [...fn.aliases.values()].filter(
      ({ version, weights }) =>
        FunctionVersion === undefined || version === FunctionVersion || FunctionVersion in weights,
    );
    const { page, next } = paginate(found, MaxItems ?? 50, Marker);
    return { Aliases: page.map((alias) => showAlias(fn, alias)), NextMarker: next };
  };

function findAlias(fn: LambdaFunction, name = ''): Alias {
  const alias = fn.aliases.get(name);
  if (!alias) throw notFound(`Cannot find alias arn: ${fn.arn}:${name}`);
  return alias;
}

function checkVersion(fn: LambdaFunction, version: string): string {
  if (version === '$LATEST' || fn.versions.has(version)) return version;
  throw notFound(`Function not found: ${fn.arn}:${version}`);
}

const sameVersion = (version: string) =>
  invalid(
    `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
  );

function checkWeights(
  fn: LambdaFunction,
  version: string,
  { AdditionalVersionWeights: weights = {} }: AliasRoutingConfiguration = {},
): Record<string, number> {
  const entries = Object.entries(weights);
  if (entries.length > 1)
    throw invalid('Number of items in AdditionalVersionWeights cannot be greater than 1');
  for (const [other, weight] of entries) {
    if (other === '$LATEST' || version === '$LATEST') {
      throw invalid('$LATEST is not supported for an alias pointing to more than 1 version');
    }
    checkVersion(fn, other);
    if (fn.versions.get(other)?.settings.role !== fn.versions.get(version)?.settings.role) {
      throw invalid(`The versions ${version} and ${other} of an alias must have the same execution role.`);
    }
    if (other === version) throw sameVersion(version);
    if (!(weight >= 0 && weight <= 1)) {
      throw constraint(weight, 'routingConfig.additionalVersionWeights', 'have value between 0.0 and 1.0');
    }
  }
  return Object.fromEntries(entries.filter(([, weight]) => weight > 0));
}
