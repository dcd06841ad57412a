import { figuresOf, type Figures, type Sample } from './measure/sample.ts';

/** One line of a table: a contender, and what it is held to. */
export interface Row {
  readonly name: string;
  readonly samples: readonly Sample[];
  /** Bytes to upload: zip, or compressed layer. */
  readonly bytes?: number;
  readonly files?: number;
  /** The first row's time may be at most this share of this row's. */
  readonly most?: number;
}

/** A table: ours first. */
export interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
  /** Of the first row, in bytes. */
  readonly mostBytes: number;
  readonly bytesAre: 'zip' | 'layer, gz';
}

const KB = 1024;
const ms = ({ median, least, most }: Figures): string =>
  `${median.toFixed(0)} ms (${least.toFixed(0)} to ${most.toFixed(0)})`;
const size = (bytes: number | undefined): string => {
  if (bytes === undefined) return '';
  return bytes < 1000 * KB ? `${(bytes / KB).toFixed(0)} KB` : `${(bytes / KB / KB).toFixed(1)} MB`;
};

/** A table as Markdown, each target with whether it is met. */
export function renderTable({ title, rows, mostBytes, bytesAre }: Table): string {
  const [ours] = rows;
  if (ours === undefined) throw new Error(`${title}: nothing was measured`);
  const own = figures(ours.samples);
  const lines = rows.map((row) => {
    const its = figures(row.samples);
    const wall = own.wall.median / its.wall.median;
    const cpu = own.cpu.median / its.cpu.median;
    const ratios = row === ours ? ['', '', ''] : [wall.toFixed(2), cpu.toFixed(2), verdict(wall, row.most)];
    const files = row.files === undefined || row.files === 1 ? '' : `, ${row.files} files`;
    const name = row === ours ? `**${row.name}**` : row.name;
    return `| ${[name, ms(its.wall), ms(its.cpu), ...ratios, size(row.bytes) + files].join(' | ')} |`;
  });
  const met = (ours.bytes ?? 0) <= mostBytes ? 'met' : '**missed**';
  return [
    `### ${title}`,
    '',
    `| | wall | CPU | ours / this, wall | ours / this, CPU | target (wall) | ${bytesAre} |`,
    '|---|---|---|---|---|---|---|',
    ...lines,
    '',
    `Size target: ${size(mostBytes)}, ours ${size(ours.bytes)}: ${met}.`,
    '',
  ].join('\n');
}

function verdict(ratio: number, most: number | undefined): string {
  if (most === undefined) return '';
  return ratio <= most ? `<= ${most}: met` : `<= ${most}: **missed**`;
}

function figures(samples: readonly Sample[]): { wall: Figures; cpu: Figures } {
  return { wall: figuresOf(samples.map(({ wall }) => wall)), cpu: figuresOf(samples.map(({ cpu }) => cpu)) };
}
