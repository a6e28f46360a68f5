import { CircleAlert } from 'lucide-react';
import { type HTMLAttributes, type KeyboardEvent, type ReactNode, type Ref, useId } from 'react';
import { useTranslation } from 'react-i18next';

/** What is wrong, beside what it is about. */
export function Problem({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p className="problem" id={id}>
      <CircleAlert aria-hidden />
      <span>{children}</span>
    </p>
  );
}

interface TextInputProps {
  id: string;
  value: string;
  onText: (text: string) => void;
  /** Ids of the texts that say more of this field. */
  describedBy: string[];
  wrong: boolean;
  maxLength: number;
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  ltr?: boolean;
  className?: string;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  ref?: Ref<HTMLInputElement>;
}

/** A line to type into, which the browser neither corrects nor remembers. */
export function TextInput(props: TextInputProps) {
  const { id, value, onText, describedBy, wrong, maxLength, inputMode, ltr, onKeyDown, ref } =
    props;
  const { className = '' } = props;
  return (
    <input
      ref={ref}
      id={id}
      className={`input ${className}`}
      type="text"
      value={value}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={onKeyDown}
      aria-describedby={describedBy.length > 0 ? describedBy.join(' ') : undefined}
      aria-invalid={wrong}
      maxLength={maxLength}
      inputMode={inputMode ?? 'text'}
      dir={ltr ? 'ltr' : 'auto'}
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
    />
  );
}

interface FieldProps {
  label: string;
  optional: boolean;
  problem: string | null;
  className?: string;
  input: Pick<TextInputProps, 'value' | 'onText' | 'maxLength' | 'inputMode' | 'ltr' | 'ref'>;
}

/** A labelled line to type into. That it is optional, and what is wrong, are its description, not its name. */
export function Field({ label, optional, problem, className = '', input }: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const hint = `${id}-hint`;
  const error = `${id}-problem`;
  const describedBy = [...(optional ? [hint] : []), ...(problem === null ? [] : [error])];
  return (
    <div className={`field ${className}`}>
      <div className="field-head">
        <label htmlFor={id}>{label}</label>
        {optional && (
          <span className="hint" id={hint}>
            {t('fields.optional')}
          </span>
        )}
      </div>
      <TextInput id={id} describedBy={describedBy} wrong={problem !== null} {...input} />
      {problem !== null && <Problem id={error}>{problem}</Problem>}
    </div>
  );
}
