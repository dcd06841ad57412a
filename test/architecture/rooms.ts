/** What a room's sources may import, besides themselves and Node's own modules. */
export interface Room {
  /** Rooms of ours, by package name behind `@phaseline/`. */
  readonly rooms: readonly string[];
  /** Of the packages that are kept to certain rooms, those that this one may use. */
  readonly restricted: readonly ('@actions/' | '@nestjs/' | '@aws-sdk/')[];
}

const components = ['order-publisher', 'email-service', 'inventory-service', 'analytics-service'];
const everything = [
  'contracts',
  'aws-data-plane',
  'messaging',
  'model',
  'reconciler',
  'images',
  'local-cloud',
  'workflow-runner',
  'workflow-rules',
  'scripts',
  ...components,
];
const app: Room = { rooms: ['messaging', 'aws-data-plane', 'contracts'], restricted: ['@nestjs/'] };

/** Which way imports run (docs/architecture.md). */
export const rooms: Readonly<Record<string, Room>> = {
  contracts: { rooms: [], restricted: [] },
  'aws-data-plane': { rooms: [], restricted: [] },
  messaging: { rooms: ['aws-data-plane', 'contracts'], restricted: ['@nestjs/'] },
  ...Object.fromEntries(components.map((component) => [component, app])),
  ...Object.fromEntries(
    components.map((component) => [
      `lambda-${component}`,
      { rooms: [component, 'messaging'], restricted: [] },
    ]),
  ),
  model: { rooms: [], restricted: [] },
  reconciler: { rooms: ['model'], restricted: ['@aws-sdk/'] },
  images: { rooms: ['model'], restricted: ['@aws-sdk/'] },
  actions: { rooms: ['reconciler', 'images', 'model'], restricted: ['@actions/', '@aws-sdk/'] },
  'local-cloud': { rooms: [], restricted: ['@aws-sdk/'] },
  // GitHub's own parser and expression packages are what the runner stands on.
  'workflow-runner': { rooms: [], restricted: ['@actions/'] },
  'workflow-rules': { rooms: ['workflow-runner'], restricted: ['@actions/'] },
  scripts: { rooms: [...everything, 'actions'], restricted: [] },
  test: { rooms: [...everything, 'actions'], restricted: ['@aws-sdk/', '@actions/'] },
};

/** What a test beside a shipped source may import on top: the real cloud instead of a mock, and whatever speaks to it. */
export const inTests: Room = {
  rooms: ['local-cloud', 'workflow-runner', 'contracts', 'model'],
  restricted: ['@aws-sdk/', '@nestjs/', '@actions/'],
};
