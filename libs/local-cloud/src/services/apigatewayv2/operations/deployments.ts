import type {
  CreateDeploymentRequest,
  CreateDeploymentResponse,
  DeleteDeploymentRequest,
  GetDeploymentRequest,
  GetDeploymentResponse,
  GetDeploymentsRequest,
  GetDeploymentsResponse,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../service.ts';
import { deploy } from '../deploy.ts';
import { badRequest, conflict } from '../errors.ts';
import { findApi, findDeployment, findStage, type Gateway } from '../gateway.ts';
import { paginate } from '../paginate.ts';
import { showDeployment } from '../present.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html */
export const createDeployment =
  (gateway: Gateway): Operation<CreateDeploymentRequest, CreateDeploymentResponse> =>
  ({ ApiId, StageName, Description }) => {
    const api = findApi(gateway, ApiId);
    const stage = StageName === undefined ? undefined : findStage(api, StageName);
    if (stage?.autoDeploy === true) {
      throw badRequest(`Stage '${stage.name}' deploys by itself (autoDeploy): it takes no other deployment`);
    }
    if (api.routes.size === 0) throw badRequest('At least one route is required before deploying the Api.');
    const deployment = deploy(gateway, api, { autoDeployed: false, description: Description });
    if (stage) {
      stage.deploymentId = deployment.id;
      stage.updatedAt = gateway.clock.now();
    }
    return showDeployment(deployment);
  };

export const getDeployment =
  (gateway: Gateway): Operation<GetDeploymentRequest, GetDeploymentResponse> =>
  ({ ApiId, DeploymentId }) =>
    showDeployment(findDeployment(findApi(gateway, ApiId), DeploymentId));

export const getDeployments =
  (gateway: Gateway): Operation<GetDeploymentsRequest, GetDeploymentsResponse> =>
  (input) => {
    const { deployments } = findApi(gateway, input.ApiId);
    return paginate([...deployments.values()].toReversed().map(showDeployment), input);
  };

export const deleteDeployment =
  (gateway: Gateway): Operation<DeleteDeploymentRequest, object> =>
  ({ ApiId, DeploymentId }) => {
    const api = findApi(gateway, ApiId);
    const { id } = findDeployment(api, DeploymentId);
    const user = [...api.stages.values()].find((stage) => stage.deploymentId === id);
    if (user)
      throw conflict(`Active stages pointing to this deployment must be moved or deleted: ${user.name}`);
    api.deployments.delete(id);
    return {};
  };
