import type { Component } from '../components.ts';
import type { Resource } from '../resource.ts';
import type { Scope } from './scope.ts';

const keptImages = 50;

/** Where one component's images and logs are kept. */
export function storageResources(component: Component, { describe, names, settings }: Scope): Resource[] {
  return [
    describe('logGroup', names.logGroup(component), {
      component,
      retentionDays: settings.logRetentionDays,
    }),
    describe('repository', names.repository(component), {
      component,
      immutableTags: true,
      scanOnPush: true,
      lifecycle: {
        rules: [
          {
            rulePriority: 1,
            description: 'Untagged images go after a day',
            selection: {
              tagStatus: 'untagged',
              countType: 'sinceImagePushed',
              countUnit: 'days',
              countNumber: 1,
            },
            action: { type: 'expire' },
          },
          {
            rulePriority: 2,
            description: `The last ${keptImages} images stay, so that a rollback finds its own`,
            selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: keptImages },
            action: { type: 'expire' },
          },
        ],
      },
    }),
  ];
}
