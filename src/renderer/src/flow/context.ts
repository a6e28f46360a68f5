import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Kiosk } from '#shared/ipc/contract.ts';
import type { Flow } from './store.ts';

export const FlowContext = createContext<StoreApi<Flow> | null>(null);

/** A part of the flow's store; the component renders again when that part changes. */
export function useFlow<T>(select: (flow: Flow) => T): T {
  const store = useContext(FlowContext);
  if (!store) throw new Error('useFlow needs a FlowContext above it: wrap the screen in one');
  return useStore(store, select);
}

/** What main says of this site; only for screens that stand once the kiosk is open. */
export function useKiosk(): Kiosk {
  const kiosk = useFlow((flow) => flow.kiosk);
  if (!kiosk) throw new Error('useKiosk was used before the kiosk had opened');
  return kiosk;
}
