// What stands where Lambda's own Node.js runtime stands: loads the handler (INIT), then asks the Runtime API for one invocation
// after another. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { writeSync } from 'node:fs';
import { loadHandler } from './load-handler.mjs';
import { patchConsole } from './patch-console.mjs';
import { createRuntimeClient } from './runtime-client.mjs';

/** Framed logs: 4 bytes of length, then the message, so that one of several lines stays one event. */
const LOG_FD = 3;

const { AWS_LAMBDA_RUNTIME_API: api = '', AWS_EXECUTION_ENV: runtimeName = '', ...settings } = process.env;
const runtimeApi = createRuntimeClient(api);
const callbacksRemoved = !/nodejs(18|20|22)\.x$/.test(runtimeName);
let current;

function writeFrame(message) {
  const bytes = Buffer.from(message);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.length);
  const frame = Buffer.concat([head, bytes]);
  for (let offset = 0; offset < frame.length;) offset += writeSync(LOG_FD, frame, offset);
}

const log = patchConsole(writeFrame, () => current, settings);

/** Errors as Lambda's runtime writes them. */
function describe(error) {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: (error.stack ?? '').split('\n'),
  };
}

function fail(path, error) {
  const described = describe(error);
  return runtimeApi.post(path, JSON.stringify(described), {
    'lambda-runtime-function-error-type': described.errorType,
  });
}

async function dieOf(error, kind) {
  log('error', `${kind} \t${JSON.stringify({ ...describe(error), stack: describe(error).trace })}`);
  const path = current === undefined ? '/init/error' : `/invocation/${current.awsRequestId}/error`;
  try {
    await fail(path, error);
  } finally {
    process.exit(kind === 'Uncaught Exception' ? 129 : 128);
  }
}

process.on('uncaughtException', (error) => void dieOf(error, 'Uncaught Exception'));
process.on('unhandledRejection', (reason) => {
  const error = new Error(reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason), {
    cause: reason,
  });
  error.name = 'Runtime.UnhandledPromiseRejection';
  void dieOf(error, 'Unhandled Promise Rejection');
});

function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    functionName: settings.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: settings.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: settings.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: settings.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: settings.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    clientContext:
      headers['lambda-runtime-client-context'] && JSON.parse(headers['lambda-runtime-client-context']),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

/** A handler that takes a callback answers by it, any other by what it returns. */
function run(handler, event, context) {
  if (handler.length < 3) return handler(event, context);
  return new Promise((resolve, reject) => {
    const callback = (error, result) => {
      if (error !== undefined && error !== null) return reject(error);
      resolve(result);
    };
    const returned = handler(event, context, callback);
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
  });
}

/** Hands an invocation to the handler and sends what came of it. Resolves to that request, which is not answered yet. */
async function handle(handler, { headers, body }) {
  const context = contextOf(headers);
  current = context;
  process.env['_X_AMZN_TRACE_ID'] = headers['lambda-runtime-trace-id'] ?? '';
  const path = `/invocation/${context.awsRequestId}`;
  let answer;
  try {
    const result = await run(handler, JSON.parse(body.toString('utf8')), context);
    answer = JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch (error) {
    log('error', `Invoke Error \t${JSON.stringify({ ...describe(error), stack: describe(error).trace })}`);
    return [fail(`${path}/error`, error)];
  }
  return [runtimeApi.post(`${path}/response`, answer)];
}

let handler;
try {
  handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env['_HANDLER']);
  if (callbacksRemoved && handler.length >= 3) {
    const error = new Error(
      'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later.',
    );
    error.name = 'Runtime.CallbackHandlerDeprecated';
    throw error;
  }
} catch (error) {
  await dieOf(error, 'Uncaught Exception');
}
let next = runtimeApi.next();
for (;;) {
  const [told] = await handle(handler, await next);
  // Right behind the answer, without waiting for the other side to have taken it.
  next = runtimeApi.next();
  await told;
}
