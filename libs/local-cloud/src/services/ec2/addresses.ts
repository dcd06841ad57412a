import { AwsError } from '../../service.ts';
import { findSubnet } from './find.ts';
import type { Ec2 } from './records.ts';

/** The first four addresses of a subnet and its last are AWS's own. */
const RESERVED_FIRST = 4;

/**
 * A private address of a subnet that nothing else has, e.g. `172.31.16.4`.
 * @throws `InvalidSubnetID.NotFound`; `InsufficientFreeAddressesInSubnet` when all are taken.
 */
export function allocateAddress(ec2: Ec2, subnetId: string): string {
  const { base, size } = parseCidr(findSubnet(ec2, subnetId).cidr);
  for (let offset = RESERVED_FIRST; offset < size - 1; offset += 1) {
    const address = formatAddress(base + offset);
    if (ec2.addresses.has(address)) continue;
    ec2.addresses.add(address);
    return address;
  }
  throw new AwsError(
    'InsufficientFreeAddressesInSubnet',
    `The specified subnet ${subnetId} does not have enough free addresses.`,
  );
}

/** How many addresses of a subnet are free. */
export function countFree(ec2: Ec2, cidr: string): number {
  const { base, size } = parseCidr(cidr);
  const used = [...ec2.addresses].filter((address) => {
    const offset = parseAddress(address) - base;
    return offset >= 0 && offset < size;
  });
  return size - RESERVED_FIRST - 1 - used.length;
}

function parseCidr(cidr: string): { base: number; size: number } {
  const [network = '', bits = '32'] = cidr.split('/');
  return { base: parseAddress(network), size: 2 ** (32 - Number(bits)) };
}

function parseAddress(address: string): number {
  return address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}

function formatAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
