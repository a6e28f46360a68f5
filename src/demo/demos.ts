import type { VendorKind } from '#shared/domain/vendors/vendors.ts';
import type { DemoServer } from './demo-server.ts';

/** How the server that plays each vendor is started. It is loaded only where it is wanted. */
export const demos: {
  readonly [K in VendorKind]: (options: { readonly furnished: boolean }) => Promise<DemoServer>;
} = {
  nexudus: async (options) => (await import('./nexudus/server.ts')).startNexudusDemo(options),
  spacebring: async (options) =>
    (await import('./spacebring/server.ts')).startSpacebringDemo(options),
};
