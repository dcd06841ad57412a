import { attest } from './attest.ts';
import { checkout } from './checkout.ts';
import { configureAwsCredentials } from './configure-aws-credentials.ts';
import { downloadArtifact } from './download-artifact.ts';
import { setupNode } from './setup-node.ts';
import type { StandInAction } from './stand-in.ts';
import { uploadArtifact } from './upload-artifact.ts';

/** Every remote action that has a local counterpart. */
export const standIns: readonly StandInAction[] = [
  checkout,
  setupNode,
  configureAwsCredentials,
  uploadArtifact,
  downloadArtifact,
  attest,
];

/** The stand-in for `repository` (`owner/name`). */
export function findStandIn(repository: string): StandInAction | undefined {
  return standIns.find((each) => each.repository === repository.toLowerCase());
}
