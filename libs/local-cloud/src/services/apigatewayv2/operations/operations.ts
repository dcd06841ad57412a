import type { Gateway } from '../gateway.ts';
import {
  createApiMapping,
  deleteApiMapping,
  getApiMapping,
  getApiMappings,
  updateApiMapping,
} from './api-mappings.ts';
import { deleteApi, deleteCorsConfiguration, getApi, getApis, updateApi } from './apis.ts';
import { createApi } from './create-api.ts';
import { createIntegration } from './create-integration.ts';
import { createRoute } from './create-route.ts';
import { createStage } from './create-stage.ts';
import { createDeployment, deleteDeployment, getDeployment, getDeployments } from './deployments.ts';
import {
  createDomainName,
  deleteDomainName,
  getDomainName,
  getDomainNames,
  updateDomainName,
} from './domain-names.ts';
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
  CreateApiMapping: createApiMapping(gateway),
  CreateDeployment: createDeployment(gateway),
  CreateDomainName: createDomainName(gateway),
  CreateIntegration: createIntegration(gateway),
  CreateRoute: createRoute(gateway),
  CreateStage: createStage(gateway),
  DeleteAccessLogSettings: deleteAccessLogSettings(gateway),
  DeleteApi: deleteApi(gateway),
  DeleteApiMapping: deleteApiMapping(gateway),
  DeleteCorsConfiguration: deleteCorsConfiguration(gateway),
  DeleteDeployment: deleteDeployment(gateway),
  DeleteDomainName: deleteDomainName(gateway),
  DeleteIntegration: deleteIntegration(gateway),
  DeleteRoute: deleteRoute(gateway),
  DeleteRouteSettings: deleteRouteSettings(gateway),
  DeleteStage: deleteStage(gateway),
  GetApi: getApi(gateway),
  GetApiMapping: getApiMapping(gateway),
  GetApiMappings: getApiMappings(gateway),
  GetApis: getApis(gateway),
  GetDeployment: getDeployment(gateway),
  GetDeployments: getDeployments(gateway),
  GetDomainName: getDomainName(gateway),
  GetDomainNames: getDomainNames(gateway),
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
  UpdateApiMapping: updateApiMapping(gateway),
  UpdateDomainName: updateDomainName(gateway),
  UpdateIntegration: updateIntegration(gateway),
  UpdateRoute: updateRoute(gateway),
  UpdateStage: updateStage(gateway),
});
