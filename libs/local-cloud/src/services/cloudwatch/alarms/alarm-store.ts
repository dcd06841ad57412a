import type { Alarm, AlarmState, HistoryItem } from './alarm.ts';

/** Alarms and what has become of them. */
export interface AlarmStore {
  readonly alarms: Map<string, Alarm>;
  readonly history: HistoryItem[];
  log(alarmName: string, type: HistoryItem['type'], summary: string, data: object): void;
  /** Sets a state; true when it is another one than before. */
  setState(alarm: Alarm, state: AlarmState, reason: string, reasonData?: string): boolean;
}

/** History kept, in items: enough for a person to read, bounded for a cloud that runs for days. */
const HISTORY = 1000;

export function createAlarmStore(now: () => number): AlarmStore {
  const history: HistoryItem[] = [];
  const log: AlarmStore['log'] = (alarmName, type, summary, data) => {
    history.push({
      alarmName,
      at: now(),
      type,
      summary,
      data: JSON.stringify({ version: '1.0', type, ...data }),
    });
    if (history.length > HISTORY) history.splice(0, history.length - HISTORY);
  };
  return {
    alarms: new Map(),
    history,
    log,
    setState(alarm, state, reason, reasonData) {
      const before = alarm.state;
      const changed = before !== state;
      Object.assign(alarm, { state, reason, reasonData, stateUpdatedAt: now() });
      if (!changed) return false;
      alarm.stateChangedAt = now();
      log(alarm.name, 'StateUpdate', `Alarm updated from ${before} to ${state}`, {
        oldState: { stateValue: before },
        newState: { stateValue: state, stateReason: reason },
      });
      return true;
    },
  };
}
