import type { Domain } from '../domain.ts';
import { type Arns, type AwsPlace, arnsIn } from '../arns.ts';
import type { Component } from '../components.ts';
import { environmentNames, type EnvironmentNames } from '../names.ts';
import type { Resource, ResourceKind, ResourceOf, Stage } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { tagsFor } from '../tags.ts';

/** What the resources of one environment are made from. */
export interface Scope {
  readonly place: AwsPlace;
  readonly names: EnvironmentNames;
  readonly arns: Arns;
  readonly settings: Settings;
  readonly emailFrom: string;
  /** The ARN of the policy that limits every role. */
  readonly permissionsBoundary: string | undefined;
  /** Where there is one. */
  readonly domain: Domain | undefined;
  /** Describes one resource: fills in what all have in common. */
  readonly describe: <Kind extends ResourceKind>(
    kind: Kind,
    name: string,
    details: Details<Kind>,
  ) => ResourceOf<Kind>;
}

type Common = 'kind' | 'id' | 'name' | 'dependsOn' | 'stage' | 'spine' | 'tags' | 'component';

/** What is particular to a resource; the rest has a default. */
type Details<Kind extends ResourceKind> = Omit<ResourceOf<Kind>, Common> & {
  readonly component?: Component;
  readonly dependsOn?: readonly string[];
  readonly stage?: Stage;
  readonly spine?: boolean;
};

/** The id by which a resource of this kind and name is referred to. */
export function resourceId(kind: ResourceKind, name: string): string {
  return `${kind}/${name}`;
}

/** @throws RangeError when the environment's name is not valid */
export function createScope(
  place: AwsPlace,
  options: {
    system: string;
    environment: string;
    settings: Settings;
    emailFrom: string;
    permissionsBoundary?: string | undefined;
    domain?: Domain | undefined;
  },
): Scope {
  return {
    place,
    names: environmentNames(options.environment),
    arns: arnsIn(place),
    settings: options.settings,
    emailFrom: options.emailFrom,
    permissionsBoundary: options.permissionsBoundary,
    domain: options.domain,
    describe: (kind, name, details) =>
      ({
        kind,
        id: resourceId(kind, name),
        name,
        dependsOn: [],
        stage: 'provision',
        spine: false,
        // An address may serve several environments, which must not take its tags from each other.
        tags:
          kind === 'emailIdentity'
            ? tagsFor(options.system)
            : tagsFor(options.system, options.environment, details.component),
        ...details,
      }) as Resource as ResourceOf<typeof kind>,
  };
}
