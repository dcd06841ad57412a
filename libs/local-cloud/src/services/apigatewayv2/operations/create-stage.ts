import type { CreateStageRequest, CreateStageResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../service.ts';
import { autoDeploy } from '../deploy.ts';
import { badRequest, conflict } from '../errors.ts';
import { findApi, findDeployment, type Gateway } from '../gateway.ts';
import type { ApiRecord, StageRecord } from '../model.ts';
import { showStage } from '../present.ts';
import { checkAccessLog, checkRouteSettings, checkSettings, checkStageName } from './check-stage.ts';
import { mergeTags } from './check-tags.ts';

/** Checks and adds a stage. */
export function newStage(
  { clock }: Gateway,
  api: ApiRecord,
  input: CreateStageRequest,
  managed = false,
): StageRecord {
  const name = checkStageName(input.StageName);
  if (api.stages.has(name)) throw conflict('Stage already exists');
  if (input.DeploymentId !== undefined) {
    findDeployment(api, input.DeploymentId);
    if (input.AutoDeploy === true) throw badRequest('A stage with autoDeploy takes no deploymentId');
  }
  const stage: StageRecord = {
    name,
    createdAt: clock.now(),
    updatedAt: clock.now(),
    managed,
    autoDeploy: input.AutoDeploy ?? false,
    deploymentId: input.DeploymentId,
    description: input.Description,
    accessLog: checkAccessLog(input.AccessLogSettings),
    defaultSettings: checkSettings(input.DefaultRouteSettings),
    routeSettings: checkRouteSettings(input.RouteSettings),
    variables: input.StageVariables ?? {},
    tags: mergeTags({}, input.Tags),
  };
  api.stages.set(name, stage);
  return stage;
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html */
export const createStage =
  (gateway: Gateway): Operation<CreateStageRequest, CreateStageResponse> =>
  (input) => {
    const api = findApi(gateway, input.ApiId);
    const stage = newStage(gateway, api, input);
    if (stage.autoDeploy) autoDeploy(gateway, api);
    return showStage(stage);
  };
