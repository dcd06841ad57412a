import { type Dockerfile, DockerfileError, parseDockerfile } from './dockerfile/parse-dockerfile.ts';

/** `layer` needs no Docker; `docker` uses the machine's engine; `auto` is `layer` wherever the Dockerfile allows it. */
export type ImageEngine = 'layer' | 'docker' | 'auto';

/**
 * How a Dockerfile is built: `dockerfile` is there when it is COPY-only, so that its content can be known before it is built;
 * else the reason is why not.
 */
export type ChosenEngine =
  | { readonly engine: 'layer' | 'docker'; readonly dockerfile: Dockerfile; readonly reason?: undefined }
  | { readonly engine: 'docker'; readonly dockerfile?: undefined; readonly reason: DockerfileError };

/**
 * Chooses the engine for a Dockerfile.
 *
 * @throws DockerfileError when engine `layer` was asked for and cannot build it.
 */
export function chooseEngine(
  engine: ImageEngine,
  text: string,
  buildArguments: Readonly<Record<string, string>>,
): ChosenEngine {
  try {
    const dockerfile = parseDockerfile(text, buildArguments);
    return { engine: engine === 'docker' ? 'docker' : 'layer', dockerfile };
  } catch (error) {
    if (engine === 'layer' || !(error instanceof DockerfileError)) throw error;
    return { engine: 'docker', reason: error };
  }
}
