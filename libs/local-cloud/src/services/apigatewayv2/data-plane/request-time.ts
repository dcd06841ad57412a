/** `12/Mar/2020:19:03:58 +0000`, as the requests of an API are dated. @param time Milliseconds since the epoch. */
export function requestTime(time: number): string {
  const [, day, month, year, clock] =
    /, (\d\d) (\w+) (\d+) ([\d:]+)/.exec(new Date(time).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${clock} +0000`;
}
