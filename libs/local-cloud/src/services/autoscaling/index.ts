export { createApplicationAutoScalingService, type ApplicationAutoScalingService } from './service.ts';
