import { expect, test } from 'vitest';
import type { MissingData } from './alarm.ts';
import { judgeAlarm } from './judge-alarm.ts';

/** Reads `0 - X - X` of AWS's table: oldest first, X breaching, - missing. */
function judge(row: string, missingData: MissingData, needed = 3): string {
  const periods = row.split(' ').map((mark) => ({ X: 10, '0': 0, '-': undefined })[mark]);
  const alarm = {
    evaluationPeriods: 3,
    datapointsToAlarm: needed,
    threshold: 5,
    comparison: 'GreaterThanThreshold' as const,
  };
  return judgeAlarm({ ...alarm, missingData }, periods.toReversed()).state;
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html, with "retain" for "retain current state"
test.each([
  ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
  ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
  ['- - - - -', 'INSUFFICIENT_DATA', 'retain', 'ALARM', 'OK'],
  ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['- - X - -', 'ALARM', 'retain', 'ALARM', 'OK'],
])(
  '%s: missing %s, ignore %s, breaching %s, notBreaching %s',
  (row, missing, ignore, breaching, notBreaching) => {
    expect(judge(row, 'missing')).toBe(missing);
    expect(judge(row, 'ignore')).toBe(ignore);
    expect(judge(row, 'breaching')).toBe(breaching);
    expect(judge(row, 'notBreaching')).toBe(notBreaching);
  },
);

test('a single breaching period is no alarm before it is as old as the alarm asks', () => {
  expect(judge('- - - - X', 'missing')).toBe('retain');
  expect(judge('- - - - 0', 'missing')).toBe('OK');
});

test('M out of N: two breaching periods of three are enough where that is asked for', () => {
  expect(judge('0 0 X 0 X', 'missing', 2)).toBe('ALARM');
  expect(judge('0 0 X 0 0', 'missing', 2)).toBe('OK');
});
