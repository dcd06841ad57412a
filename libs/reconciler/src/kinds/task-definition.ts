import {
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
  type RegisterTaskDefinitionCommandInput,
  RegisterTaskDefinitionCommand,
  TagResourceCommand,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import type { Tags, TaskDefinitionResource } from '@phaseline/model';
import { isAwsError } from '../aws/errors.ts';
import { fromLowerTagList, toLowerTagList } from '../aws/tags.ts';
import { type Kind, type KindScope, type Observed, touches } from '../engine/kind.ts';
import { taskDefinitionForm } from './task-definition-form.ts';

/** A family's newest revision. Other content means another revision; a revision itself never changes. */
export const taskDefinition: Kind<TaskDefinitionResource> = {
  async read({ name }, scope) {
    return await readRevision(name, scope);
  },

  want: ({ definition, name }) => taskDefinitionForm({ ...inputOf(definition), family: name }),

  async apply(resource, { observed, changes }, { clients: { ecs }, options }) {
    const arn = observed?.outputs['arn'];
    if (arn !== undefined && changes.every(({ field }) => field.startsWith('tags.'))) {
      if (touches(changes, 'tags')) {
        await ecs.send(
          new TagResourceCommand({ resourceArn: arn, tags: toLowerTagList(resource.tags) }),
          options,
        );
      }
      return { arn };
    }
    const { taskDefinition: registered } = await ecs.send(
      new RegisterTaskDefinitionCommand(registration(resource)),
      options,
    );
    return { arn: registered?.taskDefinitionArn ?? '' };
  },

  /** Every revision: deregistered, then deleted, for one that is only deregistered stays for ever. */
  async remove({ name }, _observed, { clients: { ecs }, options }) {
    for (;;) {
      const active = await revisions(name, 'ACTIVE', { clients: { ecs }, options });
      if (active.length === 0) break;
      for (const revision of active)
        await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: revision }), options);
    }
    for (;;) {
      const inactive = await revisions(name, 'INACTIVE', { clients: { ecs }, options });
      if (inactive.length === 0) return;
      const { failures = [] } = await ecs.send(
        new DeleteTaskDefinitionsCommand({ taskDefinitions: inactive.slice(0, deletedPerCall) }),
        options,
      );
      const [failure] = failures;
      if (failure) throw new Error(`ECS does not delete ${failure.arn}: ${failure.reason}`);
    }
  },
};

const deletedPerCall = 10;

async function revisions(
  familyPrefix: string,
  status: 'ACTIVE' | 'INACTIVE',
  { clients, options }: { clients: Pick<KindScope['clients'], 'ecs'>; options: KindScope['options'] },
): Promise<string[]> {
  const list = new ListTaskDefinitionsCommand({ familyPrefix, status });
  return (await clients.ecs.send(list, options)).taskDefinitionArns ?? [];
}

/** A revision by its ARN, or the newest of a family; undefined when there is none that can be run. */
export async function readRevision(
  familyOrArn: string,
  { clients: { ecs }, options }: Pick<KindScope, 'clients' | 'options'>,
): Promise<(Observed & { definition: TaskDefinition }) | undefined> {
  try {
    const { taskDefinition: found, tags } = await ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: familyOrArn, include: ['TAGS'] }),
      options,
    );
    if (!found || found.status !== 'ACTIVE') return undefined;
    return {
      state: taskDefinitionForm(found),
      tags: fromLowerTagList(tags),
      outputs: { arn: found.taskDefinitionArn ?? '' },
      definition: found,
    };
  } catch (error) {
    // ECS has no code of its own for a family without revisions.
    if (isAwsError(error, 'Client', 'InvalidParameter') && /describe task definition/i.test(String(error))) {
      return undefined;
    }
    throw error;
  }
}

/** What RegisterTaskDefinition takes: the definition, under our family, with our tags besides its own. */
export function registration(resource: TaskDefinitionResource): RegisterTaskDefinitionCommandInput {
  const input = inputOf(resource.definition);
  const tags: Tags = { ...fromLowerTagList(input.tags), ...resource.tags };
  return { ...input, family: resource.name, tags: toLowerTagList(tags) };
}

// The model types only what it reads of a task definition; what comes in is what ECS takes.
function inputOf(definition: TaskDefinitionResource['definition']): RegisterTaskDefinitionCommandInput {
  return definition as RegisterTaskDefinitionCommandInput;
}
