import type { Lister } from '../listed.ts';
import { clusters } from './clusters.ts';
import { functions } from './functions.ts';
import { httpApis } from './http-apis.ts';
import { loadBalancing } from './load-balancing.ts';
import { logGroups } from './log-groups.ts';
import { configurationSets, eventRules } from './mail.ts';
import { mappings } from './mappings.ts';
import { queues } from './queues.ts';
import { repositories } from './repositories.ts';
import { roles } from './roles.ts';
import { scalableTargets } from './scalable-targets.ts';
import { securityGroups } from './security-groups.ts';
import { tables } from './tables.ts';
import { taskDefinitions } from './task-definitions.ts';
import { topics } from './topics.ts';

/** Everything that carries tags and does not go with something that does. */
export const listers: readonly Lister[] = [
  queues,
  topics,
  tables,
  roles,
  configurationSets,
  eventRules,
  logGroups,
  repositories,
  clusters,
  taskDefinitions,
  scalableTargets,
  functions,
  mappings,
  httpApis,
  loadBalancing,
  securityGroups,
];
