export { createElbv2Service, type Elbv2Service, type LoadBalancerAddress } from './service.ts';
export { vpcReader, type VpcReader } from './vpc-reader.ts';
