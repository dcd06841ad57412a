import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { everyItem, type Inventory, item } from '../item.ts';

export const cloudwatch: Inventory = async (options) => {
  const client = new CloudWatchClient(options);
  const alarms = await everyItem(paginateDescribeAlarms({ client }, {}), ({ MetricAlarms }) => MetricAlarms);
  return alarms.map((alarm) => item('monitoring', 'alarm', alarm.AlarmName, alarm));
};
