export { createIamService, type IamService, type RoleView } from './service.ts';
