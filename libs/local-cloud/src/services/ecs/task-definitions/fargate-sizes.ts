const GIB = 1024;
const range = (from: number, to: number, step: number) =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => (from + index * step) * GIB);

/**
 * CPU units to the MiB of memory that Fargate offers with them.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size
 */
const SIZES: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, range(1, 4, 1)],
  [1024, range(2, 8, 1)],
  [2048, range(4, 16, 1)],
  [4096, range(8, 30, 1)],
  [8192, range(16, 60, 4)],
  [16_384, range(32, 120, 8)],
]);

function amount(value: string, unit: RegExp, factor: number): number {
  const match = unit.exec(value.trim());
  return match === null ? Number(value) : Number(match[1]) * factor;
}

/** `256`, `.25 vCPU` or `0.25vcpu` in CPU units. */
export const cpuUnits = (value: string): number => amount(value, /^([\d.]+)\s*vcpu$/i, 1024);

/** `512`, `.5 GB` or `0.5gb` in MiB. */
export const memoryMiB = (value: string): number => amount(value, /^([\d.]+)\s*gb$/i, GIB);

export const isFargateCpu = (cpu: number): boolean => SIZES.has(cpu);
export const isFargateSize = (cpu: number, memory: number): boolean =>
  SIZES.get(cpu)?.includes(memory) ?? false;
