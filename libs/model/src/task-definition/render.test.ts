import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderTaskDefinition } from './render.ts';

const template = {
  family: '${PREFIX}order-publisher-td',
  cpu: '512',
  tags: [{ key: 'a', value: 'b' }],
  containerDefinitions: [
    {
      name: 'app',
      image: '${IMAGE}',
      environment: [
        { name: 'PORT', value: '3000' },
        { name: 'TOPIC', value: 'arn:aws:sns:${AWS_REGION}:${AWS_ACCOUNT_ID}:${PREFIX}order-events' },
      ],
      healthCheck: { command: ['CMD', '/nodejs/bin/node', '-e', 'a=b; c="$d"'] },
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/ecs/x=y=z' } },
    },
    { name: 'sidecar', image: 'public.ecr.aws/x/y:1' },
  ],
};
const values = {
  PREFIX: 'pr-1-',
  IMAGE: 'r/x@sha256:1',
  AWS_REGION: 'eu-west-1',
  AWS_ACCOUNT_ID: '123456789012',
};

describe('renderTaskDefinition', () => {
  it('fills placeholders and leaves everything else and the template alone', () => {
    const before = structuredClone(template);
    const rendered = renderTaskDefinition({ template, values });
    expect(rendered.family).toBe('pr-1-order-publisher-td');
    expect(rendered.containerDefinitions[0]).toMatchObject({
      image: 'r/x@sha256:1',
      environment: [
        { name: 'PORT', value: '3000' },
        { name: 'TOPIC', value: 'arn:aws:sns:eu-west-1:123456789012:pr-1-order-events' },
      ],
      healthCheck: template.containerDefinitions[0]?.healthCheck,
      logConfiguration: { options: { 'awslogs-group': '/ecs/x=y=z' } },
    });
    expect(rendered.containerDefinitions[1]).toEqual(template.containerDefinitions[1]);
    expect(template).toEqual(before);
  });

  it('sets images, variables and log options of the container that is named', () => {
    const rendered = renderTaskDefinition({
      template,
      values: { ...values, IMAGE: undefined },
      images: { app: 'mine@sha256:2', sidecar: 'other@sha256:3' },
      environment: { app: { PORT: undefined, EXTRA: 'a=b=c' } },
      logOptions: { app: { 'awslogs-stream-prefix': 'p=q' } },
    });
    expect(rendered.containerDefinitions.map(({ image }) => image)).toEqual([
      'mine@sha256:2',
      'other@sha256:3',
    ]);
    expect(rendered.containerDefinitions[0]?.environment?.map(({ name }) => name)).toEqual([
      'TOPIC',
      'EXTRA',
    ]);
    expect(rendered.containerDefinitions[0]?.logConfiguration?.options).toEqual({
      'awslogs-group': '/ecs/x=y=z',
      'awslogs-stream-prefix': 'p=q',
    });
  });

  it('names a placeholder without a value and where it stands', () => {
    expect(() => renderTaskDefinition({ template, values: { ...values, AWS_REGION: undefined } })).toThrow(
      /\$\{AWS_REGION\} at containerDefinitions\[0\]\.environment\[1\]\.value; there is \$\{PREFIX\}/,
    );
    expect(() => renderTaskDefinition({ template: { family: '${prefix}x' }, values })).toThrow(
      /"\$\{prefix\}" at family is no placeholder/,
    );
    expect(() => renderTaskDefinition({ template: { family: '${toString}' }, values })).toThrow(
      /no placeholder/,
    );
  });

  it('refuses a container that is not there', () => {
    expect(() => renderTaskDefinition({ template, values, images: { web: 'x' } })).toThrow(
      /images given for container "web", but the task definition has app, sidecar/,
    );
  });

  it('puts values in as they are, whatever they contain', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const rendered = renderTaskDefinition({ template: { family: '<${X}>' }, values: { X: value } });
        expect(rendered.family).toBe(`<${value}>`);
      }),
    );
  });
});
