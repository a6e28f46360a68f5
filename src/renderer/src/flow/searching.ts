import { enoughToSearch, NAME_LENGTH } from '#shared/domain/text.ts';
import type { Looked, Lookup } from './lookup.ts';
import type { FlowEvent, State } from './state.ts';
import { asked, type Watcher, type WatcherParts } from './watcher.ts';

const SEARCH_PAUSE_MS = 120;

/** Searches once the typing on Host or Booking pauses. */
export function createSearching({ bridge, after, send }: WatcherParts): Watcher {
  let cancel = () => {};

  async function searchHosts(query: string): Promise<FlowEvent | null> {
    const answer = await asked(() => bridge().search({ query: short(query) }));
    if (!answer.ok) return null;
    const { directory: listing, hosts: found } = answer.value;
    return { type: 'found', of: 'host', query, listing, found };
  }

  async function searchBookings(query: string): Promise<FlowEvent | null> {
    const answer = await asked(() => bridge().searchBookings({ query: short(query) }));
    if (!answer.ok) return null;
    const { bookings: listing, found } = answer.value;
    return { type: 'found', of: 'booking', query, listing, found };
  }

  const search = { host: searchHosts, booking: searchBookings };

  async function look(of: Looked, query: string): Promise<void> {
    send((await search[of](query)) ?? { type: 'not-searched', of, query });
  }

  return {
    watch(before, state) {
      const typed = typedIn(state);
      if (!typed) {
        cancel();
        return;
      }
      const was = before.screen === state.screen ? typedIn(before) : null;
      if (was?.text === typed.text && was.listing === typed.listing) return;
      cancel();
      const { of, text } = typed;
      if (enoughToSearch(text)) cancel = after(SEARCH_PAUSE_MS, () => void look(of, text.trim()));
      // Whether there are bookings to search at all is worth knowing before somebody types.
      else if (of === 'booking' && !was) void look(of, text.trim());
    },
    stop: () => cancel(),
  };
}

type Typed = Pick<Lookup<unknown>, 'text' | 'listing'> & { readonly of: Looked };

function typedIn(state: State): Typed | null {
  if (state.screen !== 'host' && state.screen !== 'booking') return null;
  const { text, listing } = state.draft[state.screen];
  return { of: state.screen, text, listing };
}

/** No longer than what main takes. */
function short(query: string): string {
  return [...query].slice(0, NAME_LENGTH).join('');
}
