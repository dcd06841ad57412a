import {
  CreateStageCommand,
  DeleteStageCommand,
  GetStageCommand,
  TagResourceCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { type HttpStageResource, partitionOf } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { type Kind, type KindScope, mustLookup, touches } from '../engine/kind.ts';

/** A stage of an HTTP API: deployed by itself on every change, throttled, every request logged. */
export const httpStage: Kind<HttpStageResource> = {
  async read({ httpApi, stageName: StageName }, { clients, options, lookup }) {
    const ApiId = lookup(httpApi, 'id');
    if (ApiId === undefined) return undefined;
    const found = await orAbsent(
      clients.apiGateway.send(new GetStageCommand({ ApiId, StageName }), options),
      'NotFound',
    );
    if (!found) return undefined;
    const { AutoDeploy, DefaultRouteSettings: limits, AccessLogSettings: log } = found;
    return {
      state: {
        autoDeploy: AutoDeploy ?? false,
        throttle: { ratePerSecond: limits?.ThrottlingRateLimit, burst: limits?.ThrottlingBurstLimit },
        accessLog: { logGroupArn: log?.DestinationArn?.replace(/:\*$/, ''), format: log?.Format },
      },
      tags: found.Tags ?? {},
      outputs: {},
    };
  },

  want: ({ throttle, accessLog }) => ({
    autoDeploy: true,
    throttle: { ...throttle },
    accessLog: { ...accessLog },
  }),

  async apply(resource, { observed, changes }, scope) {
    const { clients, options } = scope;
    const ApiId = mustLookup(scope.lookup, resource.httpApi, 'id');
    const { stageName: StageName, throttle, accessLog, tags } = resource;
    const stage = {
      ApiId,
      StageName,
      AutoDeploy: true,
      DefaultRouteSettings: {
        ThrottlingRateLimit: throttle.ratePerSecond,
        ThrottlingBurstLimit: throttle.burst,
      },
      AccessLogSettings: { DestinationArn: accessLog.logGroupArn, Format: accessLog.format },
    };
    if (!observed) {
      await clients.apiGateway.send(new CreateStageCommand({ ...stage, Tags: { ...tags } }), options);
      return {};
    }
    if (touches(changes, 'tags')) {
      const ResourceArn = stageArn(ApiId, StageName, scope);
      await clients.apiGateway.send(new TagResourceCommand({ ResourceArn, Tags: { ...tags } }), options);
    }
    if (touches(changes, 'autoDeploy', 'throttle', 'accessLog')) {
      await clients.apiGateway.send(new UpdateStageCommand(stage), options);
    }
    return {};
  },

  async remove({ httpApi, stageName: StageName }, _observed, { clients, options, lookup }) {
    const ApiId = lookup(httpApi, 'id');
    if (ApiId === undefined) return;
    await orAbsent(
      clients.apiGateway.send(new DeleteStageCommand({ ApiId, StageName }), options),
      'NotFound',
    );
  },
};

function stageArn(api: string, stage: string, { place }: KindScope): string {
  return `arn:${partitionOf(place.region)}:apigateway:${place.region}::/apis/${api}/stages/${stage}`;
}
