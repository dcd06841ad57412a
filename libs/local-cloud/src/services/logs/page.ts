import { escapeHtml, page } from '../../http/page.ts';
import type { LogGroup, Logs, LogStream } from './records.ts';

/** How many of the newest events a page shows. */
const SHOWN = 500;

/** The page for a person: groups, then the streams of one, then the newest events of a stream or of a whole group. */
export function logsPage(logs: Logs, query: URLSearchParams): string {
  const group = logs.groups.get(query.get('group') ?? '');
  if (!group) return page('Logs', groupsTable(logs));
  const stream = group.streams.get(query.get('stream') ?? '');
  const streams = stream ? [stream] : [...group.streams.values()];
  const title = stream ? `${group.name} / ${stream.name}` : group.name;
  return page(
    title,
    `<p><a href="/_cloud/logs">All groups</a>${stream ? ` &middot; <a href="${link(group)}">${escapeHtml(group.name)}</a>` : ''}</p>
${stream ? '' : streamsTable(group)}
<h2>Events</h2>
${eventsTable(streams)}`,
  );
}

const link = ({ name }: LogGroup, stream?: LogStream): string =>
  escapeHtml(
    `/_cloud/logs?${new URLSearchParams({ group: name, ...(stream ? { stream: stream.name } : {}) }).toString()}`,
  );

const time = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? '' : new Date(milliseconds).toISOString();

function groupsTable({ groups }: Logs): string {
  if (groups.size === 0) return '<p>There are no log groups yet.</p>';
  const rows = [...groups.values()].map((group) => {
    const last = Math.max(
      ...[...group.streams.values()].map(({ events }) => events.at(-1)?.timestamp ?? 0),
      0,
    );
    const retention = group.retentionInDays === undefined ? 'for ever' : `${group.retentionInDays} days`;
    return `<tr><td><a href="${link(group)}">${escapeHtml(group.name)}</a></td><td>${group.streams.size}</td><td>${retention}</td><td><time>${last === 0 ? '' : time(last)}</time></td></tr>`;
  });
  return `<table><thead><tr><th>Group</th><th>Streams</th><th>Kept</th><th>Last event</th></tr></thead>${rows.join('\n')}</table>`;
}

function streamsTable(group: LogGroup): string {
  if (group.streams.size === 0) return '<p>This group has no streams yet.</p>';
  const rows = [...group.streams.values()].map(
    (stream) =>
      `<tr><td><a href="${link(group, stream)}">${escapeHtml(stream.name)}</a></td><td>${stream.events.length}</td><td><time>${time(stream.events.at(-1)?.timestamp)}</time></td></tr>`,
  );
  return `<table><thead><tr><th>Stream</th><th>Events</th><th>Last event</th></tr></thead>${rows.join('\n')}</table>`;
}

function eventsTable(streams: readonly LogStream[]): string {
  const count = streams.reduce((sum, { events }) => sum + events.length, 0);
  if (count === 0) return '<p>No events yet.</p>';
  const rows = streams
    .flatMap(({ events }) => events.slice(-SHOWN))
    .sort((a, b) => a.timestamp - b.timestamp || a.serial - b.serial)
    .slice(-SHOWN)
    .map(
      ({ timestamp, message }) =>
        `<tr><td class="fit"><time>${time(timestamp)}</time></td><td><pre>${escapeHtml(message)}</pre></td></tr>`,
    );
  const shown = count > SHOWN ? `<p class="soft">The newest ${SHOWN} of ${count}.</p>` : '';
  return `${shown}<table>${rows.join('\n')}</table>`;
}
