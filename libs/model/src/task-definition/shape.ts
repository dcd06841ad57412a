/**
 * A task definition in the shape that `aws ecs register-task-definition` takes. Only what we read is typed; the rest
 * passes through as it is.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export interface TaskDefinition {
  family?: string | undefined;
  executionRoleArn?: string | undefined;
  taskRoleArn?: string | undefined;
  cpu?: string | undefined;
  memory?: string | undefined;
  containerDefinitions?: ContainerDefinition[] | undefined;
}

export interface ContainerDefinition {
  name?: string | undefined;
  image?: string | undefined;
  portMappings?: { containerPort?: number | undefined }[] | undefined;
  environment?: { name?: string | undefined; value?: string | undefined }[] | undefined;
  logConfiguration?:
    | { logDriver: string | undefined; options?: Record<string, string> | undefined }
    | undefined;
}
