/** Variables of the repository by which a release is judged, and a move between phases made, as soon as a test can tell. */
export const swift = {
  QUIET_SECONDS: '1',
  PATIENCE_SECONDS: '90',
  PROOF_MESSAGES: '5',
  PROOF_IDLE_SECONDS: '2',
};
