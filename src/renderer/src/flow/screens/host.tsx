import { type FormEvent, type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Actions } from '../../ui/actions.tsx';
import { Problem, TextInput } from '../../ui/field.tsx';
import { Frame } from '../../ui/frame.tsx';
import { hostProblemKey } from '../../ui/problem-key.ts';
import { Step } from '../../ui/step.tsx';
import { useEntryFocus } from '../../ui/use-entry-focus.ts';
import { useProblemFocus } from '../../ui/use-problem-focus.ts';
import { useFlow } from '../context.ts';
import { isNoMatch } from '../draft.ts';
import type { HostSearch } from '../state.ts';
import { HostList } from './host-list.tsx';

export function HostScreen({ state }: { state: HostSearch }) {
  const { t } = useTranslation();
  const send = useFlow((flow) => flow.send);
  const giveHost = useFlow((flow) => flow.giveHost);
  const { draft, problem, checks } = state;
  const form = useProblemFocus(checks);
  const field = useEntryFocus<HTMLInputElement>();
  const list = useRef<HTMLDivElement>(null);
  const found = draft.found ?? [];
  const noMatch = isNoMatch(draft);

  function submit(event: FormEvent) {
    event.preventDefault();
    giveHost();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  return (
    <Frame started>
      <main>
        <form ref={form} className="screen" noValidate autoComplete="off" onSubmit={submit}>
          <div className="halves">
            <div className="question">
              <Step step={2} />
              <h1>
                <label htmlFor="host">{t('fields.host')}</label>
              </h1>
              <p className="reason" id="host-hint">
                {t(draft.directory === 'ready' ? 'host.search' : 'host.not-yet')}
              </p>
            </div>
            <div className="answer">
              <div className="field">
                <TextInput
                  ref={field}
                  id="host"
                  value={draft.host}
                  onText={(text) => send({ type: 'type', field: 'host', text })}
                  onKeyDown={onKeyDown}
                  describedBy={['host-hint', ...(problem ? ['host-problem'] : [])]}
                  wrong={problem !== null}
                  maxLength={500}
                />
                {problem && <Problem id="host-problem">{t(hostProblemKey(problem))}</Problem>}
              </div>
              {found.length > 0 && (
                <HostList
                  ref={list}
                  hosts={found}
                  chosen={draft.chosen}
                  onChoose={(host) => send({ type: 'choose', host })}
                  onLeave={() => field.current?.focus()}
                />
              )}
              <p role="status" className={noMatch && problem === null ? 'no-match' : 'unseen'}>
                {noMatch
                  ? problem === null && t('host.no-match')
                  : found.length > 0 && t('host.found', { number: found.length })}
              </p>
            </div>
          </div>
          <Actions main="continue" onBack={() => send({ type: 'back' })} />
        </form>
      </main>
    </Frame>
  );
}
