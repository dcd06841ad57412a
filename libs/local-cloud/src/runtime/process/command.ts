import { existsSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { ContainerStartError, type ContainerSpec } from '../task-runtime.ts';
import type { UnpackedImage } from './unpack-image.ts';

/** Where `path` of the image lies on this machine, when the image holds it. */
function unpacked(root: string, path: string): string | undefined {
  if (!path.startsWith('/')) return undefined;
  const place = join(root, path);
  return existsSync(place) ? place : undefined;
}

const isNode = (executable: string) =>
  /^(?:\/nodejs\/bin|\/usr\/local\/bin|\/usr\/bin)\/node$|^node$/.test(executable);

/**
 * The command line of a container on this machine: Node becomes the machine's own, absolute paths become paths in the
 * unpacked image.
 * @param nodeOptions Put before Node's own arguments.
 * @throws ContainerStartError in Docker's words when there is no such executable.
 */
export function resolveCommand(
  root: string,
  command: readonly string[],
  nodeOptions: readonly string[],
): { executable: string; args: string[] } {
  const [executable = '', ...rest] = command;
  const args = rest.map((arg) => unpacked(root, arg) ?? arg);
  if (isNode(executable)) return { executable: process.execPath, args: [...nodeOptions, ...args] };
  const folders = executable.includes('/') ? [] : ['/usr/local/bin', '/usr/bin', '/bin'];
  const found = [executable, ...folders.map((folder) => `${folder}/${executable}`)]
    .map((path) => unpacked(root, path))
    .find((path) => path !== undefined);
  if (found === undefined) {
    const why = executable.includes('/')
      ? `stat ${executable}: no such file or directory`
      : 'executable file not found in $PATH';
    throw new ContainerStartError(
      `failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "${executable}": ${why}`,
    );
  }
  // The image's shell may be linked to libraries that are not on this machine; the machine's own does the same.
  return { executable: /^(?:sh|bash|dash)$/.test(basename(found)) ? '/bin/sh' : found, args };
}

/** Entrypoint and command, each as the task definition says, else as the image does. An entrypoint of the task definition drops the image's command. */
export function containerCommand(container: ContainerSpec): string[] {
  const { Entrypoint, Cmd } = container.image.config;
  const entryPoint = container.entryPoint ?? Entrypoint ?? [];
  const command = container.command ?? (container.entryPoint === undefined ? (Cmd ?? []) : []);
  return [...entryPoint, ...command];
}

/** A container's variables: the image's below the task definition's, the machine's PATH, and nothing else of the host. */
export function containerEnvironment(
  container: ContainerSpec,
  image: UnpackedImage,
  folders: { home: string; temporary: string },
): Record<string, string> {
  const fromImage = Object.fromEntries(
    (container.image.config.Env ?? []).map((pair) => [
      pair.split('=', 1)[0] ?? '',
      pair.slice(pair.indexOf('=') + 1),
    ]),
  );
  const certificates = unpacked(image.root, fromImage['SSL_CERT_FILE'] ?? '');
  delete fromImage['SSL_CERT_FILE'];
  return {
    HOME: folders.home,
    TMPDIR: folders.temporary,
    ...fromImage,
    ...(certificates === undefined ? {} : { SSL_CERT_FILE: certificates }),
    ...container.environment,
    PATH: process.env['PATH'] ?? ['/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
  };
}
