import { readEnvironment, variable } from '@phaseline/contracts';

/** What this component needs to know, read once from the task's environment. */
export interface Config {
  readonly environment: string;
  readonly queueUrl: string;
  readonly tableName: string;
  readonly emailFrom: string;
  /** SES's configuration set, which tells of every mail that is out. */
  readonly configurationSet: string;
  /** The log group where that is written. */
  readonly mailLogGroup: string;
  readonly logLevel: string;
}

/** Reads the environment. Throws one error that lists every variable that is missing or wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = readEnvironment(
    {
      ENVIRONMENT: variable.text('production'),
      QUEUE_URL: variable.url(),
      TABLE_NAME: variable.tableName(),
      EMAIL_FROM: variable.email(),
      CONFIGURATION_SET: variable.configurationSet(),
      MAIL_LOG_GROUP: variable.logGroup(),
      LOG_LEVEL: variable.logLevel(),
    },
    environment,
  );
  return {
    environment: read.ENVIRONMENT,
    queueUrl: read.QUEUE_URL,
    tableName: read.TABLE_NAME,
    emailFrom: read.EMAIL_FROM,
    configurationSet: read.CONFIGURATION_SET,
    mailLogGroup: read.MAIL_LOG_GROUP,
    logLevel: read.LOG_LEVEL,
  };
}
