import { UsersRound } from 'lucide-react';
import { Aside } from '../../ui/aside.tsx';
import { useFlow, useKiosk } from '../context.ts';
import type { Search } from '../state.ts';
import { SearchScreen } from './search.tsx';

export function HostScreen({ state }: { state: Search<'host'> }) {
  const { offers } = useKiosk();
  const send = useFlow((flow) => flow.send);
  const giveHost = useFlow((flow) => flow.giveHost);
  const giveNoHost = useFlow((flow) => flow.giveNoHost);
  return (
    <SearchScreen
      state={state}
      lookup={state.draft.host}
      step={2}
      words={({ name, company }) => ({ name: <bdi>{name}</bdi>, more: company })}
      onText={(text) => send({ type: 'type', field: 'host', text })}
      onChoose={(item) => send({ type: 'choose', of: 'host', item })}
      onSubmit={giveHost}
      aside={offers.contact && <Aside icon={UsersRound} action="no-host" onAct={giveNoHost} />}
    />
  );
}
