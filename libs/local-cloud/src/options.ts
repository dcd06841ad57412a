export interface LocalCloudOptions {
  /** 0, the default, is any free port. */
  readonly port?: number | undefined;
  /** Keeps all state there; in memory when absent. */
  readonly dataDir?: string | undefined;
  /** How tasks run; `process` when absent. */
  readonly runtime?: 'process' | 'docker' | undefined;
  /** `us-east-1` when absent. */
  readonly region?: string | undefined;
  /** Twelve digits; `000000000000` when absent. */
  readonly account?: string | undefined;
  /**
   * How long a minute of alarms and scaling cooldowns lasts, in milliseconds; 5000 when absent, so that scaling can be watched.
   * 60000 is AWS's own pace.
   */
  readonly alarmMinute?: number | undefined;
}

/** @throws {RangeError} naming the option, what it must be and what it was. */
export function checkOptions(options: LocalCloudOptions): Required<{
  [Name in 'port' | 'runtime' | 'region' | 'account' | 'alarmMinute']: NonNullable<LocalCloudOptions[Name]>;
}> {
  const { port = 0, runtime = 'process', region = 'us-east-1', account = '000000000000' } = options;
  const { alarmMinute = 5000 } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(`The port must be a whole number from 0 to 65535; found ${port}.`);
  }
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new RangeError(`The region must look like us-east-1; found '${region}'.`);
  }
  if (!/^\d{12}$/.test(account))
    throw new RangeError(`The account must be twelve digits; found '${account}'.`);
  if (runtime !== 'process' && runtime !== 'docker') {
    throw new RangeError(`The runtime must be process or docker; found '${String(runtime)}'.`);
  }
  if (!(alarmMinute >= 10 && alarmMinute <= 3_600_000)) {
    throw new RangeError(`alarmMinute must be from 10 to 3600000 milliseconds; found ${alarmMinute}.`);
  }
  return { port, runtime, region, account, alarmMinute };
}
