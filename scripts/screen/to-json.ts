import type { Figures } from './figures.ts';

/** The figures in the shape of `--json FILE`. */
export function toJson(figures: Figures) {
  const { orders, status } = figures;
  return {
    phase: figures.phase,
    environment: figures.environment,
    runtime: figures.runtime,
    frontUrl: figures.frontUrl,
    components: status.components,
    requests: orders.requests,
    accepted: orders.accepted,
    refused: orders.refused,
    repeated: orders.repeated,
    outOfStock: orders.outOfStock,
    effects: orders.effects,
    lost: orders.lost,
    doubled: orders.doubled,
    latencyMs: orders.latency,
    answerMs: orders.answer,
    retries: orders.retries,
    problems: orders.problems,
    seconds: figures.seconds,
  };
}
