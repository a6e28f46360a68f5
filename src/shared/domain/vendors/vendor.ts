import type { z } from 'zod';

/** What has to be known of a vendor before there is a kiosk: to check a profile, and to say what it lacks. */
export interface Vendor {
  /** As people write it. */
  readonly title: string;
  /** The provider's part of a profile. It names no secret. */
  readonly settings: z.ZodObject;
  /** Whether the vendor has a place for a visitor's company. */
  readonly hasCompany: boolean;
}
