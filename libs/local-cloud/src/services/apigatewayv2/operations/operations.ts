import type { Gateway } from '../gateway.ts';
import { deleteApi, deleteCorsConfiguration, getApi, getApis, updateApi } from './apis.ts';
import { createApi } from './create-api.ts';
import { createIntegration } from './create-integration.ts';
import { createRoute } from './create-route.ts';
import { createStage } from './create-stage.ts';
import { createDeployment, deleteDeployment, getDeployment, getDeployments } from './deployments.ts';
import { deleteIntegration, getIntegration, getIntegrations, updateIntegration } from './integrations.ts';
import { deleteRoute, getRoute, getRoutes, updateRoute } from './routes.ts';
import {
  deleteAccessLogSettings,
  deleteRouteSettings,
  deleteStage,
  getStage,
  getStages,
  updateStage,
} from './stages.ts';
import { getTags, tagResource, untagResource } from './tags.ts';

/** Every operation of this service by its API name. */
export const createOperations = (gateway: Gateway) => ({
  CreateApi: createApi(gateway),
  CreateDeployment: createDeployment(gateway),
  CreateIntegration: createIntegration(gateway),
  CreateRoute: createRoute(gateway),
  CreateStage: createStage(gateway),
  DeleteAccessLogSettings: deleteAccessLogSettings(gateway),
  DeleteApi: deleteApi(gateway),
  DeleteCorsConfiguration: deleteCorsConfiguration(gateway),
  DeleteDeployment: deleteDeployment(gateway),
  DeleteIntegration: deleteIntegration(gateway),
  DeleteRoute: deleteRoute(gateway),
  DeleteRouteSettings: deleteRouteSettings(gateway),
  DeleteStage: deleteStage(gateway),
  GetApi: getApi(gateway),
  GetApis: getApis(gateway),
  GetDeployment: getDeployment(gateway),
  GetDeployments: getDeployments(gateway),
  GetIntegration: getIntegration(gateway),
  GetIntegrations: getIntegrations(gateway),
  GetRoute: getRoute(gateway),
  GetRoutes: getRoutes(gateway),
  GetStage: getStage(gateway),
  GetStages: getStages(gateway),
  GetTags: getTags(gateway),
  TagResource: tagResource(gateway),
  UntagResource: untagResource(gateway),
  UpdateApi: updateApi(gateway),
  UpdateIntegration: updateIntegration(gateway),
  UpdateRoute: updateRoute(gateway),
  UpdateStage: updateStage(gateway),
});
