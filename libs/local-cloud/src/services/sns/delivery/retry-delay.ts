/** SNS's policy for SQS: 3 at once, 2 a second apart, 10 backing off from 1 to 20 s, then 100,000 every 20 s. */
const IMMEDIATE = 3;
const PRE_BACKOFF = IMMEDIATE + 2;
const BACKOFF = PRE_BACKOFF + 10;
const POST_BACKOFF = BACKOFF + 100_000;

/**
 * How long to wait (ms) before the next try after `retries` have failed; undefined when it is time to give up.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export function retryDelayMs(retries: number): number | undefined {
  if (retries < IMMEDIATE) return 0;
  if (retries < PRE_BACKOFF) return 1000;
  if (retries < BACKOFF) return 1000 * 20 ** ((retries - PRE_BACKOFF) / (BACKOFF - PRE_BACKOFF - 1));
  return retries < POST_BACKOFF ? 20_000 : undefined;
}
