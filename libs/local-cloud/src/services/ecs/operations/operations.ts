import type { Ecs } from '../records.ts';
import {
  createCluster,
  deleteCluster,
  describeClusters,
  listClusters,
  putClusterCapacityProviders,
  updateCluster,
  updateClusterSettings,
} from './clusters.ts';
import { describeServices, listServices } from './describe-services.ts';
import { listTaskDefinitionFamilies, listTaskDefinitions } from './list-task-definitions.ts';
import {
  describeServiceDeployments,
  describeServiceRevisions,
  listServiceDeployments,
  stopServiceDeployment,
} from './service-deployments.ts';
import { createService, deleteService, updateService } from './services.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import {
  deleteTaskDefinitions,
  deregisterTaskDefinition,
  describeTaskDefinition,
  registerTaskDefinition,
} from './task-definitions.ts';
import { getTaskProtection, updateTaskProtection } from './task-protection.ts';
import { describeTasks, listTasks, runTask, stopTask } from './tasks.ts';

/** Every operation of ECS that is built, by API name. */
export const createOperations = (ecs: Ecs) => ({
  CreateCluster: createCluster(ecs),
  CreateService: createService(ecs),
  DeleteCluster: deleteCluster(ecs),
  DeleteService: deleteService(ecs),
  DeleteTaskDefinitions: deleteTaskDefinitions(ecs),
  DeregisterTaskDefinition: deregisterTaskDefinition(ecs),
  DescribeClusters: describeClusters(ecs),
  DescribeServiceDeployments: describeServiceDeployments(ecs),
  DescribeServiceRevisions: describeServiceRevisions(ecs),
  DescribeServices: describeServices(ecs),
  DescribeTaskDefinition: describeTaskDefinition(ecs),
  DescribeTasks: describeTasks(ecs),
  GetTaskProtection: getTaskProtection(ecs),
  ListClusters: listClusters(ecs),
  ListServiceDeployments: listServiceDeployments(ecs),
  ListServices: listServices(ecs),
  ListTagsForResource: listTagsForResource(ecs),
  ListTaskDefinitionFamilies: listTaskDefinitionFamilies(ecs),
  ListTaskDefinitions: listTaskDefinitions(ecs),
  ListTasks: listTasks(ecs),
  PutClusterCapacityProviders: putClusterCapacityProviders(ecs),
  RegisterTaskDefinition: registerTaskDefinition(ecs),
  RunTask: runTask(ecs),
  StopServiceDeployment: stopServiceDeployment(ecs),
  StopTask: stopTask(ecs),
  TagResource: tagResource(ecs),
  UntagResource: untagResource(ecs),
  UpdateCluster: updateCluster(ecs),
  UpdateClusterSettings: updateClusterSettings(ecs),
  UpdateService: updateService(ecs),
  UpdateTaskProtection: updateTaskProtection(ecs),
});
export type EcsOperations = ReturnType<typeof createOperations>;
