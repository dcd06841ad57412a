export { createCloudWatchService, type CloudWatchService, type MetricSource } from './service.ts';
export { containerMetrics } from './sources/container-metrics.ts';
export { meterTasks, type TaskMeter, type Utilization } from './sources/task-meter.ts';
export { loadBalancerMetrics } from './sources/load-balancer-metrics.ts';
export { queueMetrics } from './sources/queue-metrics.ts';
export { publishToTopic } from './alarms/publish-to-topic.ts';
