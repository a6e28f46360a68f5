import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, TextInput } from '../../ui/field.tsx';
import { FormScreen } from '../../ui/form-screen.tsx';
import { lookupProblemKey } from '../../ui/problem-key.ts';
import { Step } from '../../ui/step.tsx';
import { useEntryFocus } from '../../ui/use-entry-focus.ts';
import { useFlow } from '../context.ts';
import { isNoMatch, type Looked, type Lookup } from '../lookup.ts';
import type { Search } from '../state.ts';
import { FoundList, type Words } from './found-list.tsx';

interface SearchScreenProps<T> {
  state: Search;
  lookup: Lookup<T>;
  step: 1 | 2;
  words: (item: T) => Words;
  onText: (text: string) => void;
  onChoose: (item: T) => void;
  onSubmit: () => void;
  /** Another way on. */
  aside?: ReactNode;
}

/** A name to type a part of, and what is found by it. */
export function SearchScreen<T extends { id: string }>(props: SearchScreenProps<T>) {
  const { state, lookup, step, words, onText, onChoose, onSubmit, aside } = props;
  const { t } = useTranslation();
  const send = useFlow((flow) => flow.send);
  const field = useEntryFocus<HTMLInputElement>();
  const list = useRef<HTMLDivElement>(null);
  const of: Looked = state.screen;
  const { problem } = state;
  const found = lookup.found ?? [];
  const noMatch = isNoMatch(lookup);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  return (
    <FormScreen
      checks={state.checks}
      main="continue"
      onSubmit={onSubmit}
      onBack={() => send({ type: 'back' })}
    >
      <div className="question">
        <Step step={step} />
        <h1>
          <label htmlFor={of}>{t(`fields.${of}`)}</label>
        </h1>
        <p className="reason" id="hint">
          {t(lookup.listing === 'ready' ? `${of}.search` : `${of}.not-yet`)}
        </p>
      </div>
      <div className="answer">
        <div className="field">
          <TextInput
            ref={field}
            id={of}
            value={lookup.text}
            onText={onText}
            onKeyDown={onKeyDown}
            describedBy={['hint', ...(problem ? ['search-problem'] : [])]}
            wrong={problem !== null}
            maxLength={500}
          />
          {problem && <Problem id="search-problem">{t(lookupProblemKey(of, problem))}</Problem>}
        </div>
        {found.length > 0 && (
          <FoundList
            ref={list}
            label={t(`${of}.list`)}
            found={found}
            chosen={lookup.chosen}
            words={words}
            onChoose={onChoose}
            onLeave={() => field.current?.focus()}
          />
        )}
        <p role="status" className={noMatch && problem === null ? 'no-match' : 'unseen'}>
          {noMatch
            ? problem === null && t(`${of}.no-match`)
            : found.length > 0 && t(`${of}.found`, { number: found.length })}
        </p>
        {aside}
      </div>
    </FormScreen>
  );
}
