import { isDeepStrictEqual } from 'node:util';
import type {
  CreateServiceRequest,
  CreateServiceResponse,
  DeleteServiceRequest,
  DeleteServiceResponse,
  UpdateServiceRequest,
  UpdateServiceResponse,
} from '@aws-sdk/client-ecs';
import type { Operation } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import {
  findActiveDefinition,
  findActiveService,
  findCluster,
  nameOf,
  required,
  serviceArn,
  tasksOf,
} from '../find.ts';
import { showService } from '../present.ts';
import type { Ecs, ServiceRecord } from '../records.ts';
import {
  finishServiceDeployment,
  revisionSettings,
  runningServiceDeployment,
  startDeployment,
} from '../scheduler/deployments.ts';
import { checkService } from './check-service.ts';

/** What was given, without the members that were not. */
const given = <T extends object>(input: T): T =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T;

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export const createService =
  (ecs: Ecs): Operation<CreateServiceRequest, CreateServiceResponse> =>
  async (input, context) => {
    const cluster = findCluster(ecs, input.cluster);
    const { serviceName, cluster: _cluster, taskDefinition, desiredCount, tags, ...settings } = input;
    const name = required(serviceName, 'serviceName');
    if (!/^[a-zA-Z0-9][\w-]{0,254}$/.test(name)) {
      throw invalidParameter(
        `Identifier was not valid: service name '${name}' must have up to 255 letters, digits, underscores or hyphens.`,
      );
    }
    const arn = serviceArn(ecs, cluster, name);
    const record = findActiveDefinition(ecs, required(taskDefinition, 'taskDefinition'));
    const known = ecs.services.get(arn);
    if (known?.status === 'ACTIVE') throw invalidParameter('Creation of service was not idempotent.');
    if (known?.status === 'DRAINING')
      throw invalidParameter('Unable to Start a service that is still Draining.');
    await checkService(ecs, input, record);
    const service: ServiceRecord = {
      name,
      arn,
      cluster,
      createdAt: Date.now(),
      createdBy: context.principal.arn,
      status: 'ACTIVE',
      desiredCount: required(desiredCount ?? 0, 'desiredCount'),
      taskDefinition: record.definition.taskDefinitionArn ?? '',
      settings: given(settings),
      tags: tags ?? [],
      deployments: [],
      serviceDeployments: [],
      revisions: [],
      lastCompleted: undefined,
      events: [],
      steady: false,
    };
    ecs.services.set(arn, service);
    startDeployment(ecs, service);
    ecs.wake(service);
    return { service: showService(ecs, service, true) };
  };

/** Only what makes other tasks of it starts a deployment; counts and limits change the one there is. */
export const updateService =
  (ecs: Ecs): Operation<UpdateServiceRequest, UpdateServiceResponse> =>
  async (input) => {
    const service = findActiveService(ecs, findCluster(ecs, input.cluster), input.service);
    const {
      cluster: _cluster,
      service: _service,
      taskDefinition,
      desiredCount,
      forceNewDeployment,
      ...changes
    } = input;
    const record = findActiveDefinition(ecs, taskDefinition ?? service.taskDefinition);
    const settings = { ...service.settings, ...given(changes) };
    // ECS keeps the members of the deployment configuration that an update leaves out.
    settings.deploymentConfiguration = {
      ...service.settings.deploymentConfiguration,
      ...given(changes.deploymentConfiguration ?? {}),
    };
    if (changes.capacityProviderStrategy !== undefined) delete settings.launchType;
    await checkService(ecs, { ...settings, desiredCount }, record);
    const arn = record.definition.taskDefinitionArn ?? '';
    const isNew =
      forceNewDeployment === true ||
      arn !== service.taskDefinition ||
      !isDeepStrictEqual(revisionSettings(settings), revisionSettings(service.settings));
    service.settings = settings;
    service.taskDefinition = arn;
    if (desiredCount !== undefined && desiredCount !== service.desiredCount) {
      service.desiredCount = desiredCount;
      service.steady = false;
    }
    if (isNew) startDeployment(ecs, service);
    ecs.wake(service);
    return { service: showService(ecs, service, true) };
  };

/** The service drains: it is INACTIVE once its last task has stopped. */
export const deleteService =
  (ecs: Ecs): Operation<DeleteServiceRequest, DeleteServiceResponse> =>
  (input) => {
    const service = findActiveService(ecs, findCluster(ecs, input.cluster), nameOf(input.service ?? ''));
    if (service.desiredCount > 0 && input.force !== true) {
      throw invalidParameter('The service cannot be stopped while it is scaled above 0.');
    }
    const running = runningServiceDeployment(service);
    if (running !== undefined)
      finishServiceDeployment(service, running, 'STOPPED', 'The service was deleted.');
    service.desiredCount = 0;
    service.status = 'DRAINING';
    const shown = showService(ecs, service, true);
    for (const task of tasksOf(ecs, service)) {
      task.stop(
        `Scaling activity initiated by (deployment ${service.deployments[0]?.id})`,
        'ServiceSchedulerInitiated',
      );
    }
    ecs.wake(service);
    return { service: shown };
  };
