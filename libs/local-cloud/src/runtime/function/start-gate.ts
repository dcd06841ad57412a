/** Lets only so many environments start at the same time: this machine has few processors, and a start takes one. */
export interface StartGate {
  /** Resolves when there is room; call what it gives when done. */
  enter(): Promise<() => void>;
}

export function createStartGate(width: number): StartGate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  const leave = (): void => {
    // Whoever waits longest takes the place over.
    const next = waiting.shift();
    if (next) next();
    else inside -= 1;
  };
  return {
    async enter() {
      if (inside < width) inside += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return leave;
    },
  };
}
