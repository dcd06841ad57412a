export { createDynamoDbService, type DynamoDbService } from './service.ts';
