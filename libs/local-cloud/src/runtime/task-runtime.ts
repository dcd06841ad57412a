/** What a container is started from: the image's configuration with the task definition's values over it. */
export interface ContainerSpec {
  readonly name: string;
  /** `host/name@sha256:...`; pulled before. */
  readonly image: PulledImage;
  /** Overrides of the image's entrypoint, command, working directory and user; absent: the image's. */
  readonly entryPoint?: readonly string[] | undefined;
  readonly command?: readonly string[] | undefined;
  readonly workingDirectory?: string | undefined;
  readonly user?: string | undefined;
  /** Of the task definition and of AWS; the image's own variables are added below them. */
  readonly environment: Readonly<Record<string, string>>;
  /** MiB; the container is killed above it. */
  readonly memory: number;
  /** 1024 are one vCPU; 0: no limit of its own. */
  readonly cpu: number;
  readonly initProcess?: boolean;
  readonly readonlyRootFilesystem?: boolean;
  /** Container ports that the task definition declares. */
  readonly ports: readonly number[];
  /** One line without its line end. */
  onLog(line: string, stream: 'stdout' | 'stderr'): void;
}

/** What of an image's configuration a runtime needs. */
export interface ImageConfig {
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Env?: readonly string[] | null;
  readonly WorkingDir?: string;
  readonly User?: string;
}

export interface PulledImage {
  /** As the task definition names it. */
  readonly reference: string;
  /** Digest of what was named: of the index for an image of several platforms. */
  readonly digest: string;
  readonly config: ImageConfig;
}

/** How a container ended. */
export interface ContainerExit {
  /** 128 + signal number when it was killed. */
  readonly exitCode: number;
  /** As ECS words it, e.g. `OutOfMemoryError: Container killed due to memory usage`. */
  readonly reason?: string;
}

/** One running container. */
export interface RunningContainer {
  /** As `runtimeId` in DescribeTasks. */
  readonly id: string;
  readonly exited: Promise<ContainerExit>;
  /** SIGTERM, and SIGKILL after `timeout` milliseconds. Resolves when it is gone; may be called again. */
  stop(timeout: number): Promise<void>;
  /** Runs a command inside, as a health check does; true when it exits 0 within `timeout` milliseconds. */
  exec(command: readonly string[], timeout: number): Promise<boolean>;
  /** Memory in use, in bytes. */
  memory(): Promise<number>;
  /** CPU time used since it started, in seconds; absent where a runtime cannot tell. */
  cpuTime?(): Promise<number>;
}

/** The place of one task: its containers share a private address, as in network mode awsvpc. */
export interface TaskSandbox {
  start(container: ContainerSpec): Promise<RunningContainer>;
  /** Ends what still runs and removes every trace. */
  remove(): Promise<void>;
}

export interface TaskSpec {
  readonly taskId: string;
  readonly cluster: string;
  /** Private address in its subnet, 172.31.x.y. */
  readonly address: string;
  /** How many containers will be started in it; absent: any number. */
  readonly containers?: number;
}

/** Where tasks really run. */
export interface TaskRuntime {
  readonly name: 'process' | 'docker';
  /** Where a container reaches this cloud: AWS_ENDPOINT_URL and the metadata endpoint begin with it. */
  containerOrigin(): string;
  /** @throws ImagePullError. */
  pull(reference: string): Promise<PulledImage>;
  createTask(task: TaskSpec): Promise<TaskSandbox>;
  start?(): Promise<void>;
  /** Ends every task it started. */
  stop(): Promise<void>;
}

/** An image that cannot be pulled; the message follows `CannotPullContainerError: ` in a stopped reason. */
export class ImagePullError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ImagePullError';
  }
}

/** A container that cannot be started; the message follows `CannotStartContainerError: `. */
export class ContainerStartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ContainerStartError';
  }
}
