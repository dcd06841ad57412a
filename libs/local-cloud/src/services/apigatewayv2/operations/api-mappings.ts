import type {
  CreateApiMappingRequest,
  CreateApiMappingResponse,
  DeleteApiMappingRequest,
  GetApiMappingRequest,
  GetApiMappingResponse,
  GetApiMappingsRequest,
  GetApiMappingsResponse,
  UpdateApiMappingRequest,
  UpdateApiMappingResponse,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../service.ts';
import { findDomain, findMapping, showMapping } from '../domain-names.ts';
import { badRequest, conflict } from '../errors.ts';
import { findApi, findStage, type Gateway } from '../gateway.ts';
import { newId } from '../ids.ts';
import { paginate } from '../paginate.ts';

function refuseKey(key: string | undefined): void {
  if (key !== undefined && key !== '')
    throw badRequest(
      `The local cloud maps whole domains only: leave ApiMappingKey out, or empty; found '${key}'`,
    );
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html */
export const createApiMapping =
  (gateway: Gateway): Operation<CreateApiMappingRequest, CreateApiMappingResponse> =>
  (input) => {
    const domain = findDomain(gateway, input.DomainName);
    refuseKey(input.ApiMappingKey);
    const api = findApi(gateway, input.ApiId);
    const stage = findStage(api, input.Stage);
    if (domain.mappings.size > 0) throw conflict('ApiMapping key already exists for this domain name');
    const mapping = { id: newId(6), apiId: api.id, stage: stage.name };
    domain.mappings.set(mapping.id, mapping);
    return showMapping(mapping);
  };

export const updateApiMapping =
  (gateway: Gateway): Operation<UpdateApiMappingRequest, UpdateApiMappingResponse> =>
  (input) => {
    const mapping = findMapping(findDomain(gateway, input.DomainName), input.ApiMappingId);
    refuseKey(input.ApiMappingKey);
    const api = findApi(gateway, input.ApiId ?? mapping.apiId);
    const stage = findStage(api, input.Stage ?? mapping.stage);
    Object.assign(mapping, { apiId: api.id, stage: stage.name });
    return showMapping(mapping);
  };

export const getApiMapping =
  (gateway: Gateway): Operation<GetApiMappingRequest, GetApiMappingResponse> =>
  ({ DomainName, ApiMappingId }) =>
    showMapping(findMapping(findDomain(gateway, DomainName), ApiMappingId));

export const getApiMappings =
  (gateway: Gateway): Operation<GetApiMappingsRequest, GetApiMappingsResponse> =>
  (input) =>
    paginate([...findDomain(gateway, input.DomainName).mappings.values()].map(showMapping), input);

export const deleteApiMapping =
  (gateway: Gateway): Operation<DeleteApiMappingRequest, object> =>
  ({ DomainName, ApiMappingId }) => {
    const domain = findDomain(gateway, DomainName);
    domain.mappings.delete(findMapping(domain, ApiMappingId).id);
    return {};
  };
