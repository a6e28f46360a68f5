import { DoorOpen } from 'lucide-react';
import { Aside } from '../../ui/aside.tsx';
import { useSiteTimes } from '../../ui/use-site-format.ts';
import { useFlow } from '../context.ts';
import type { Search } from '../state.ts';
import { SearchScreen } from './search.tsx';

export function BookingScreen({ state }: { state: Search<'booking'> }) {
  const send = useFlow((flow) => flow.send);
  const times = useSiteTimes();
  return (
    <SearchScreen
      state={state}
      lookup={state.draft.booking}
      step={1}
      words={(booking) => ({
        name: (
          <>
            <bdi>{booking.room}</bdi> <bdi className="one-times">{times(booking)}</bdi>
          </>
        ),
        more: booking.host.name,
      })}
      onText={(text) => send({ type: 'type', field: 'booking', text })}
      onChoose={(item) => send({ type: 'choose', of: 'booking', item })}
      onSubmit={() => send({ type: 'booking-given' })}
      aside={
        <Aside icon={DoorOpen} action="no-booking" onAct={() => send({ type: 'no-booking' })} />
      }
    />
  );
}
