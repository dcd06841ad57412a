import { readEnvironment, variable } from '@phaseline/contracts';
/** Reads the environment. Throws one error that lists every variable that is missing or wrong. */
export function readConfig(environment) {
  const read = readEnvironment(
    {
      ENVIRONMENT: variable.text('production'),
      QUEUE_URL: variable.url(),
      TABLE_NAME: variable.tableName(),
      LOG_LEVEL: variable.logLevel(),
    },
    environment,
  );
  return {
    environment: read.ENVIRONMENT,
    queueUrl: read.QUEUE_URL,
    tableName: read.TABLE_NAME,
    logLevel: read.LOG_LEVEL,
  };
}
