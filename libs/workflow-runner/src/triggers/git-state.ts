import { execFileSync } from 'node:child_process';
import { basename, resolve } from 'node:path';

export const zeroSha = '0'.repeat(40);

/** What the events of a workspace are about. Where it is not a git checkout everything is zeros and `main`. */
export interface GitState {
  readonly sha: string;
  /** The commit before `sha`; zeros for the first. */
  readonly before: string;
  readonly branch: string;
  readonly defaultBranch: string;
  /** `owner/name`, of the remote `origin`, or `local/<folder>`. */
  readonly repository: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly message: string;
  readonly timestamp: string;
  /** Files that `sha` changed; undefined when unknown. */
  readonly changedFiles: readonly string[] | undefined;
}

/** `owner/name` of a workspace, by which its workflows are known: to AWS too. */
export function repositoryOf(workspace: string): string {
  return readGitState(workspace).repository;
}

/** Reads the git state of `workspace`. Never fails: without git, or outside a checkout, it says so with zeros. */
export function readGitState(workspace: string): GitState {
  const folder = basename(resolve(workspace));
  const [
    sha = zeroSha,
    before = '',
    name = 'local',
    email = 'local@localhost',
    timestamp = new Date(0).toISOString(),
    message = '',
  ] = git(workspace, ['log', '-1', '--format=%H%x00%P%x00%an%x00%ae%x00%cI%x00%B'])?.split('\0') ?? [];
  const parent = before.split(' ')[0];
  const branch = git(workspace, ['symbolic-ref', '--short', '-q', 'HEAD']) ?? 'main';
  const head = git(workspace, ['symbolic-ref', '--short', '-q', 'refs/remotes/origin/HEAD']);
  const remote = git(workspace, ['remote', 'get-url', 'origin']);
  const repository = /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(remote ?? '')?.[1];
  return {
    sha,
    before: parent ? parent : zeroSha,
    branch,
    defaultBranch: head?.replace(/^origin\//, '') ?? 'main',
    repository: repository ?? `local/${folder.replaceAll(/[^\w.-]/g, '-') || 'workspace'}`,
    author: { name, email },
    message: message.trim(),
    timestamp,
    changedFiles: parent
      ? git(workspace, ['diff', '--name-only', '-z', parent, sha])
          ?.split('\0')
          .filter((file) => file !== '')
      : undefined,
  };
}

function git(workspace: string, args: readonly string[]): string | undefined {
  try {
    const output = execFileSync('git', args, {
      cwd: workspace,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: gitEnvironment(),
    });
    return output.replace(/\n$/, '');
  } catch {
    return undefined;
  }
}

/** Without GIT_DIR and its like, which a git hook sets and which would speak of another repository. */
function gitEnvironment(): Record<string, string | undefined> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(own), GIT_TERMINAL_PROMPT: '0' };
}
