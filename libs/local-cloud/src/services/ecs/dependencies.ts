import type { Service } from '../../service.ts';

type CallableService = Pick<Service, 'operations' | 'signingName'>;

/** Temporary credentials of a role's session. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** What ECS uses of the other services. */
export interface EcsDependencies {
  readonly ecr: CallableService;
  readonly elbv2: CallableService;
  readonly ec2: CallableService & {
    /** A network interface with a private address of its own in the subnet. */
    createInterface(request: {
      subnetId: string;
      groupIds?: readonly string[] | undefined;
      description?: string;
    }): { readonly id: string; readonly address: string };
    deleteInterface(id: string): void;
  };
  readonly sts: {
    /** @throws AwsError when the role is not there. */
    issueSession(roleArn: string, sessionName: string): SessionCredentials | Promise<SessionCredentials>;
  };
  readonly iam: {
    /** Whether a role may do it now. */
    permits(roleArn: string, action: string, resource: string): boolean;
  };
  readonly logs: CallableService & {
    ingest(group: string, stream: string, events: readonly { timestamp: number; message: string }[]): unknown;
  };
}
