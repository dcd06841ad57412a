/** A domain whose requests the fronts take, whichever of them works. */
export interface Domain {
  /** Such as `orders.example.com`, in a public hosted zone of Route 53. */
  readonly name: string;
  /** ARN of its certificate: of ACM, in the region of the fronts. */
  readonly certificateArn: string;
}
