import { detectRuntime } from '@phaseline/local-cloud/own-process';

/**
 * How tasks run: as asked, else as containers where a Docker engine answers.
 *
 * @throws Error before anything starts when Docker was asked for and no engine answers.
 */
export async function chooseRuntime(asked: 'docker' | 'process' | undefined): Promise<'docker' | 'process'> {
  if (asked === 'process') return asked;
  const found = await detectRuntime();
  if (asked === 'docker' && found !== asked) {
    throw new Error(
      '--runtime docker: no Docker engine answers on this machine (DOCKER_HOST, else /var/run/docker.sock); start one, or use --runtime process',
    );
  }
  return found;
}
