export { createRoute53Service, type Route53Service } from './service.ts';
