import type { Dns } from '../model.ts';
import { changeResourceRecordSets } from './change-records.ts';
import { getChange } from './get-change.ts';
import { listResourceRecordSets } from './list-records.ts';
import { listHostedZones, listHostedZonesByName } from './list-zones.ts';
import { changeTagsForResource, listTagsForResource } from './tags.ts';
import {
  createHostedZone,
  deleteHostedZone,
  getHostedZone,
  getHostedZoneCount,
  updateHostedZoneComment,
} from './zones.ts';

/** Every operation of this service by its API name. */
export const createOperations = (dns: Dns) => ({
  ChangeResourceRecordSets: changeResourceRecordSets(dns),
  ChangeTagsForResource: changeTagsForResource(dns),
  CreateHostedZone: createHostedZone(dns),
  DeleteHostedZone: deleteHostedZone(dns),
  GetChange: getChange(dns),
  GetHostedZone: getHostedZone(dns),
  GetHostedZoneCount: getHostedZoneCount(dns),
  ListHostedZones: listHostedZones(dns),
  ListHostedZonesByName: listHostedZonesByName(dns),
  ListResourceRecordSets: listResourceRecordSets(dns),
  ListTagsForResource: listTagsForResource(dns),
  UpdateHostedZoneComment: updateHostedZoneComment(dns),
});
