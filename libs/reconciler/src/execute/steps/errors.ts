/** A step failed in a way that trying again does not cure. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}
