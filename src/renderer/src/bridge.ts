import type { Bridge } from '#shared/ipc/bridge.ts';

declare global {
  interface Window {
    readonly vestibule: Bridge;
  }
}

/** The way to main, as the preload laid it. Nothing else in the renderer touches `window.vestibule`. */
export const bridge = (): Bridge => window.vestibule;
