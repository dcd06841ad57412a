/**
 * How likely it is that `errors` or more of `tries` fail where each fails with `share`: the binomial distribution's upper tail. Pure.
 */
export function chanceOfErrors(errors: number, tries: number, share: number): number {
  if (errors <= 0) return 1;
  if (share <= 0) return 0;
  if (share >= 1) return 1;
  const first = logChoose(tries, errors) + errors * Math.log(share) + (tries - errors) * Math.log1p(-share);
  const odds = share / (1 - share);
  return tail(first, errors, tries, (count) => ((tries - count) / (count + 1)) * odds);
}

/** What one side did: how much it was asked, and how much of that failed. */
export interface Sample {
  readonly tries: number;
  readonly errors: number;
}

/**
 * How likely it is that so many of all errors fall to `one` where both sides fail alike: Fisher's exact test, one-sided. Pure.
 */
export function chanceOfDifference(one: Sample, other: Sample): number {
  const errors = one.errors + other.errors;
  const tries = one.tries + other.tries;
  if (one.errors <= 0) return 1;
  const most = Math.min(errors, one.tries);
  const first =
    logChoose(errors, one.errors) +
    logChoose(tries - errors, one.tries - one.errors) -
    logChoose(tries, one.tries);
  return tail(
    first,
    one.errors,
    most,
    (count) =>
      ((errors - count) * (one.tries - count)) / ((count + 1) * (tries - errors - one.tries + count + 1)),
  );
}

/** Sums a distribution from `from` up to `to`: each term is the one before times `ratio`. */
function tail(logFirst: number, from: number, to: number, ratio: (count: number) => number): number {
  let term = Math.exp(logFirst);
  let sum = term;
  for (let count = from; count < to && term > sum * 1e-12; count += 1) {
    term *= ratio(count);
    sum += term;
  }
  return Math.min(1, sum);
}

function logChoose(all: number, some: number): number {
  return logFactorial(all) - logFactorial(some) - logFactorial(all - some);
}

/** Stirling's series, which is exact to 12 digits from 16 on. */
function logFactorial(n: number): number {
  if (n < 16) {
    let product = 1;
    for (let factor = 2; factor <= n; factor += 1) product *= factor;
    return Math.log(product);
  }
  const cube = n * n * n;
  return (
    n * Math.log(n) -
    n +
    Math.log(2 * Math.PI * n) / 2 +
    1 / (12 * n) -
    1 / (360 * cube) +
    1 / (1260 * cube * n * n)
  );
}
