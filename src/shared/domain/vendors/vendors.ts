import type { z } from 'zod';
import { nexudus } from './nexudus.ts';
import { spacebring } from './spacebring.ts';
import type { Vendor } from './vendor.ts';

/** Every vendor that a kiosk can talk to. */
export const vendors = { nexudus, spacebring } as const;
export type VendorKind = keyof typeof vendors;
export const vendorKinds = Object.keys(vendors) as [VendorKind, ...VendorKind[]];
export type VendorSettings = z.output<(typeof vendors)[VendorKind]['settings']>;

export function vendorOf({ kind }: Pick<VendorSettings, 'kind'>): Vendor<VendorSettings> {
  return vendors[kind];
}
