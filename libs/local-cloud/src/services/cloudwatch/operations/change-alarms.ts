import type {
  DeleteAlarmsInput,
  DisableAlarmActionsInput,
  EnableAlarmActionsInput,
  SetAlarmStateInput,
} from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../service.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { notFound, validationError } from '../errors.ts';

/** Deletes alarms: all of those named, or none when one of them does not exist. */
export const deleteAlarms =
  (cloud: CloudWatch): Operation<DeleteAlarmsInput, object> =>
  (input) => {
    const names = input.AlarmNames ?? [];
    const missing = names.filter((name) => !cloud.alarms.alarms.has(name));
    if (missing.length > 0 && names.length > 1) throw notFound(`Alarm ${missing.join(', ')} does not exist`);
    for (const name of names) cloud.alarms.alarms.delete(name);
    return {};
  };

const setActions =
  (cloud: CloudWatch, enabled: boolean): Operation<EnableAlarmActionsInput, object> =>
  (input) => {
    for (const name of input.AlarmNames ?? []) {
      const alarm = cloud.alarms.alarms.get(name);
      if (alarm !== undefined) alarm.actionsEnabled = enabled;
    }
    return {};
  };
export const enableAlarmActions = (cloud: CloudWatch): Operation<EnableAlarmActionsInput, object> =>
  setActions(cloud, true);
export const disableAlarmActions = (cloud: CloudWatch): Operation<DisableAlarmActionsInput, object> =>
  setActions(cloud, false);

/** Sets a state by hand, running its actions; the next evaluation sets it right again. */
export const setAlarmState =
  (cloud: CloudWatch): Operation<SetAlarmStateInput, object> =>
  async (input) => {
    const alarm = cloud.alarms.alarms.get(input.AlarmName ?? '');
    if (alarm === undefined) throw notFound(`Alarm ${input.AlarmName} does not exist`);
    const state = input.StateValue;
    if (state !== 'OK' && state !== 'ALARM' && state !== 'INSUFFICIENT_DATA') {
      throw validationError(
        `The value ${String(state)} for parameter StateValue must be one of OK, ALARM, INSUFFICIENT_DATA.`,
      );
    }
    const changed = cloud.alarms.setState(alarm, state, input.StateReason ?? '', input.StateReasonData);
    if (changed) await cloud.runActions(alarm);
    return {};
  };
