import type { Profile } from '#shared/domain/profile.ts';
import type { Kiosk } from '#shared/ipc/contract.ts';
import type { Provider } from '../providers/provider.ts';

/** What visitors are offered besides walking in: what the provider can do and the site wants. */
export function offersOf(profile: Profile, provider: Provider): Kiosk['offers'] {
  const { operations } = provider;
  const wanted = new Set(profile.offers);
  return {
    checkIn: wanted.has('check-in') && operations['check-in'] !== undefined,
    booking:
      wanted.has('booking') &&
      operations['booking-link'] !== undefined &&
      provider.bookings !== undefined,
    signOut: wanted.has('sign-out') && operations['sign-out'] !== undefined,
    contact: wanted.has('contact') && operations.contact !== undefined,
    // Without a place for it at the provider it is told at this screen.
    call: wanted.has('call'),
  };
}

/** Whether a walk-in waits for the host to say yes. */
export function asksHost(profile: Profile, { asksHost }: Provider): boolean {
  return asksHost === 'always' || (asksHost === 'if-wanted' && profile.walkIn.asksHost);
}
