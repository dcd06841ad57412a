import type { DescribeAvailabilityZonesRequest, DescribeAvailabilityZonesResult } from '@aws-sdk/client-ec2';
import { AwsError, type Operation } from '../../../service.ts';
import { applyFilters } from '../filters.ts';
import type { Ec2 } from '../records.ts';

export const describeAvailabilityZones =
  (ec2: Ec2): Operation<DescribeAvailabilityZonesRequest, DescribeAvailabilityZonesResult> =>
  ({ ZoneNames, ZoneIds, Filters }) => {
    const zones = [...ec2.subnets.values()].map(({ zone, zoneId }) => ({ id: zoneId, zone }));
    for (const name of ZoneNames ?? []) {
      if (!zones.some(({ zone }) => zone === name))
        throw new AwsError('InvalidParameterValue', `Invalid availability zone: [${name}]`);
    }
    const named = zones.filter(
      ({ id, zone }) => (ZoneNames?.includes(zone) ?? true) && (ZoneIds?.includes(id) ?? true),
    );
    const found = applyFilters(ec2, named, Filters, {
      'zone-name': ({ zone }) => [zone],
      'zone-id': ({ id }) => [id],
      'region-name': () => [ec2.region],
      state: () => ['available'],
      'zone-type': () => ['availability-zone'],
      'opt-in-status': () => ['opt-in-not-required'],
    });
    return {
      AvailabilityZones: found.map(({ id, zone }) => ({
        ZoneName: zone,
        ZoneId: id,
        RegionName: ec2.region,
        GroupName: ec2.region,
        NetworkBorderGroup: ec2.region,
        State: 'available',
        OptInStatus: 'opt-in-not-required',
        ZoneType: 'availability-zone',
      })),
    };
  };
