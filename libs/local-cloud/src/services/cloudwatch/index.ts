export { createCloudWatchService, type CloudWatchService, type MetricSource } from './service.ts';
export { containerMetrics, type ReadUtilization, type Utilization } from './sources/container-metrics.ts';
export { loadBalancerMetrics } from './sources/load-balancer-metrics.ts';
export { queueMetrics } from './sources/queue-metrics.ts';
export { publishToTopic } from './alarms/publish-to-topic.ts';
