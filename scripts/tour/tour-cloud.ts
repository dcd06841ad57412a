/**
 * The local cloud of a tour goes at AWS's own pace: what a backlog of seconds scales out at its usual one, a machine of few processors has nothing
 * to run with.
 */
export const tourCloud = { alarmMinute: 60_000 } as const;
