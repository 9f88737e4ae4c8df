// Labelled inputs of a form, one per kind of value. Label above, problem beside; no business word in here.
import { useState, type ReactNode } from 'react';
import { useText } from '../shell/language.tsx';
import { read_date, show_date } from './format.ts';
import styles from './Field.module.css';

export interface FieldProps {
  name: string;
  label: string;
  value: string;
  on_type: (value: string) => void;
  on_leave?: () => void;
  problem?: string;
  required?: boolean;
  read_only?: boolean;
  max_length?: number;
  proposed?: boolean;
  changed?: boolean;
  autofocus?: boolean;
  type?: string;
  hint?: string;
  /// Stands behind the input, in its line.
  beside?: ReactNode;
}

export function FieldFrame({
  name,
  label,
  required,
  problem,
  hint,
  children,
}: {
  name: string;
  label: string;
  required?: boolean;
  problem?: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={`f-${name}`} title={label}>
        {label}
        {required ? <span aria-hidden="true"> *</span> : null}
      </label>
      {children}
      {problem ? (
        <span id={`${name}-problem`} className={styles.problem}>
          {problem}
        </span>
      ) : hint ? (
        <span id={`${name}-hint`} className={styles.hint}>
          {hint}
        </span>
      ) : null}
    </div>
  );
}

export const described = (props: Pick<FieldProps, 'name' | 'problem' | 'hint'>) =>
  props.problem ? `${props.name}-problem` : props.hint ? `${props.name}-hint` : undefined;

/// What every input of a field has, whatever it is typed into.
export const input_props = (props: FieldProps) => ({
  id: `f-${props.name}`,
  name: props.name,
  'data-field': props.name,
  readOnly: props.read_only,
  autoComplete: 'off',
  'aria-invalid': props.problem ? (true as const) : undefined,
  'aria-describedby': described(props),
  'data-changed': props.changed || undefined,
});

export function TextField(props: FieldProps) {
  const input = (
    <input
      {...input_props(props)}
      type={props.type ?? 'text'}
      inputMode={props.type === 'integer' ? 'numeric' : undefined}
      value={props.value}
      required={props.required}
      maxLength={props.max_length || undefined}
      spellCheck={false}
      data-proposed={props.proposed || undefined}
      data-autofocus={props.autofocus || undefined}
      onChange={(event) => props.on_type(event.target.value)}
      onBlur={props.on_leave}
    />
  );
  return (
    <FieldFrame {...props}>
      {props.beside ? (
        <div className={styles.beside}>
          {input}
          {props.beside}
        </div>
      ) : (
        input
      )}
    </FieldFrame>
  );
}

/// Until when two digits of a year mean this century, where days to come are typed.
const far_ahead = () => new Date(new Date().getFullYear() + 50, 0);

/// Takes 1.3.85, 01-03-1985, 010385 or 1985-03-01 and hands on the ISO day; what cannot be read is handed on as typed.
/// `ahead`: the day may lie in the future, so 27 is 2027.
export function DateField(props: FieldProps & { language: string; ahead?: boolean }) {
  const t = useText();
  const read = (text: string) => read_date(text, props.ahead ? far_ahead() : undefined);
  const [typed, set_typed] = useState<string>();
  return (
    <FieldFrame {...props}>
      <input
        {...input_props(props)}
        value={typed ?? show_date(props.value, props.language)}
        inputMode="numeric"
        data-autofocus={props.autofocus || undefined}
        placeholder={t('ui.date_pattern')}
        onChange={(event) => {
          set_typed(event.target.value);
          props.on_type(read(event.target.value) ?? event.target.value);
        }}
        onBlur={() => {
          set_typed(undefined);
          props.on_leave?.();
        }}
      />
    </FieldFrame>
  );
}

/// Choices by their code, each once.
const once_each = <Option extends { code: string }>(options: readonly Option[]): readonly Option[] =>
  [...new Map(options.toReversed().map((option) => [option.code, option])).values()].toReversed();

export function ChoiceField(
  props: FieldProps & { options: readonly { code: string; label: string }[]; empty?: boolean },
) {
  const known = props.value === '' || props.options.some((option) => option.code === props.value);
  const { readOnly: _, ...shared } = input_props(props); // a choice knows no read-only, it is disabled
  return (
    <FieldFrame {...props}>
      <select
        {...shared}
        value={props.value}
        disabled={props.read_only}
        data-proposed={props.proposed || undefined}
        data-autofocus={props.autofocus || undefined}
        onChange={(event) => {
          props.on_type(event.target.value);
          props.on_leave?.();
        }}
      >
        {props.empty === false && props.value !== '' ? null : <option value="">{'\u2014'}</option>}
        {known ? null : <option value={props.value}>{props.value}</option>}
        {once_each(props.options).map((option) => (
          <option key={option.code} value={option.code}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
