import type {
  DeleteAccessLogSettingsRequest,
  DeleteRouteSettingsRequest,
  DeleteStageRequest,
  GetStageRequest,
  GetStageResponse,
  GetStagesRequest,
  GetStagesResponse,
  UpdateStageRequest,
  UpdateStageResponse,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../service.ts';
import { autoDeploy } from '../deploy.ts';
import { badRequest, notFound } from '../errors.ts';
import { findApi, findDeployment, findStage, type Gateway } from '../gateway.ts';
import { paginate } from '../paginate.ts';
import { showStage } from '../present.ts';
import { checkAccessLog, checkRouteSettings, checkSettings } from './check-stage.ts';

export const getStage =
  (gateway: Gateway): Operation<GetStageRequest, GetStageResponse> =>
  ({ ApiId, StageName }) =>
    showStage(findStage(findApi(gateway, ApiId), StageName));

export const getStages =
  (gateway: Gateway): Operation<GetStagesRequest, GetStagesResponse> =>
  (input) =>
    paginate([...findApi(gateway, input.ApiId).stages.values()].map(showStage), input);

export const updateStage =
  (gateway: Gateway): Operation<UpdateStageRequest, UpdateStageResponse> =>
  (input) => {
    const api = findApi(gateway, input.ApiId);
    const stage = findStage(api, input.StageName);
    const turnedOn = input.AutoDeploy === true && !stage.autoDeploy;
    if (input.DeploymentId !== undefined) {
      findDeployment(api, input.DeploymentId);
      if (input.AutoDeploy ?? stage.autoDeploy)
        throw badRequest('A stage with autoDeploy takes no deploymentId');
    }
    const next = {
      accessLog: input.AccessLogSettings ? checkAccessLog(input.AccessLogSettings) : stage.accessLog,
      defaultSettings: checkSettings({ ...stage.defaultSettings, ...input.DefaultRouteSettings }),
      routeSettings: checkRouteSettings({ ...stage.routeSettings, ...input.RouteSettings }),
      autoDeploy: input.AutoDeploy ?? stage.autoDeploy,
      deploymentId: input.DeploymentId ?? stage.deploymentId,
      description: input.Description ?? stage.description,
      variables: input.StageVariables ?? stage.variables,
      updatedAt: gateway.clock.now(),
    };
    Object.assign(stage, next);
    if (turnedOn) autoDeploy(gateway, api);
    return showStage(stage);
  };

export const deleteStage =
  (gateway: Gateway): Operation<DeleteStageRequest, object> =>
  ({ ApiId, StageName }) => {
    const api = findApi(gateway, ApiId);
    api.stages.delete(findStage(api, StageName).name);
    return {};
  };

export const deleteAccessLogSettings =
  (gateway: Gateway): Operation<DeleteAccessLogSettingsRequest, object> =>
  ({ ApiId, StageName }) => {
    findStage(findApi(gateway, ApiId), StageName).accessLog = undefined;
    return {};
  };

export const deleteRouteSettings =
  (gateway: Gateway): Operation<DeleteRouteSettingsRequest, object> =>
  ({ ApiId, StageName, RouteKey = '' }) => {
    const stage = findStage(findApi(gateway, ApiId), StageName);
    if (!Object.hasOwn(stage.routeSettings, RouteKey)) {
      throw notFound(`Stage '${stage.name}' has no settings of route '${RouteKey}'`);
    }
    const { [RouteKey]: _, ...rest } = stage.routeSettings;
    stage.routeSettings = rest;
    return {};
  };
