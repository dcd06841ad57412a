/** List prices in US dollars, us-east-1, read 2026-08: Fargate on x86, Lambda on Arm, as the task definitions and function.json say. */
export const prices = {
  fargateVcpuHour: 0.04048,
  fargateGbHour: 0.004445,
  loadBalancerHour: 0.0225,
  publicIpv4Hour: 0.005,
  sqsMillionRequests: 0.4,
  lambdaMillionRequests: 0.2,
  lambdaArmGbSecond: 0.0000133334,
  httpApiMillionRequests: 1,
} as const;

export const hoursPerMonth = 730;
export const secondsPerMonth = hoursPerMonth * 3600;

/** Receives per second that a poller keeps going against an empty queue: each waits 20 s. */
export const idlePollsPerSecond = 1 / 20;
