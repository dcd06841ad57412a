export { createEc2Service, type Ec2Service, type InterfaceRequest } from './service.ts';
