import { readEnvironment, variable } from '@phaseline/contracts';
/** Reads the environment. Throws one error that lists every variable that is missing or wrong. */
export function readConfig(environment) {
  const read = readEnvironment(
    {
      PORT: variable.port('3000'),
      ENVIRONMENT: variable.text('production'),
      ORDER_EVENTS_TOPIC_ARN: variable.topicArn(),
      TABLE_NAME: variable.tableName(),
      LOG_LEVEL: variable.logLevel(),
    },
    environment,
  );
  return {
    port: read.PORT,
    environment: read.ENVIRONMENT,
    topicArn: read.ORDER_EVENTS_TOPIC_ARN,
    tableName: read.TABLE_NAME,
    logLevel: read.LOG_LEVEL,
  };
}
