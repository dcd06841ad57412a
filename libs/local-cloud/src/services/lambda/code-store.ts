import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FunctionCode as CodeInput } from '@aws-sdk/client-lambda';
import { unpackZip, ZipError } from '../../runtime/function/unpack-zip.ts';
import { AwsError } from '../../service.ts';
import { invalid, notBuilt } from './errors.ts';
import type { FunctionCode, Lambda } from './records.ts';

/** A zip in the request may be this large, in bytes. */
const DIRECT_LIMIT = 52_428_800;

const folderOf = ({ environment }: Lambda, { sha256 }: FunctionCode): string =>
  join(environment.directory, 'functions', Buffer.from(sha256, 'base64').toString('hex'));

/** Where the unpacked code lies: LAMBDA_TASK_ROOT. */
export const taskRoot = (lambda: Lambda, code: FunctionCode): string => join(folderOf(lambda, code), 'task');

/** The zip as it was given. */
export const readZip = (lambda: Lambda, code: FunctionCode): Promise<Buffer> =>
  readFile(join(folderOf(lambda, code), 'code.zip'));

/** What the code of a request is, without keeping it. @throws for code that is not given as a zip. */
export function identify(code: CodeInput): FunctionCode {
  if (code.S3Bucket ?? code.S3Key) {
    throw notBuilt('code from S3, since this cloud has no S3: give the zip itself (ZipFile, up to 50 MB)');
  }
  if (code.S3ObjectVersion ?? code.S3ObjectStorageMode ?? code.SourceKMSKeyArn) {
    throw notBuilt(
      'options of code from S3 or of its encryption: give the zip itself (ZipFile, up to 50 MB)',
    );
  }
  if (code.ImageUri) throw notBuilt('functions from images (ImageUri): give a zip');
  const zip = code.ZipFile;
  if (!zip || zip.byteLength === 0) throw invalid('Please provide a source for function code.');
  if (zip.byteLength > DIRECT_LIMIT) {
    throw new AwsError(
      'RequestEntityTooLargeException',
      `Request must be smaller than ${DIRECT_LIMIT} bytes for the CreateFunction operation`,
      { statusCode: 413 },
    );
  }
  return { sha256: createHash('sha256').update(zip).digest('base64'), size: zip.byteLength };
}

/** Keeps and unpacks code, once for the same bytes. @throws `InvalidParameterValueException` when it is no zip. */
export async function keepCode(lambda: Lambda, input: CodeInput): Promise<FunctionCode> {
  const code = identify(input);
  const zip = input.ZipFile ?? new Uint8Array();
  const folder = folderOf(lambda, code);
  await unpackZip(zip, join(folder, 'task')).catch((error: unknown) => {
    throw error instanceof ZipError ? invalid(error.message) : error;
  });
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'code.zip');
  if (!(await stat(file).catch(() => undefined))) {
    const part = `${file}.${process.hrtime.bigint()}`;
    await writeFile(part, zip);
    await rename(part, file);
  }
  return code;
}
