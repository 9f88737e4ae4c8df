// Further labelled inputs: amounts, values that stay covered until asked for, several lines, yes or no with an
// explanation. No business word in here.
import { useState } from 'react';
import { useText } from '../shell/language.tsx';
import { FieldFrame, input_props, type FieldProps } from './Field.tsx';
import { read_money, show_money } from './format.ts';
import { Icon } from './icons.tsx';
import styles from './Field.module.css';

/// Takes 1.200,50 as well as 1200.50 and hands on the decimal with a point; what cannot be read is handed on as typed.
export function MoneyField(props: FieldProps & { language: string }) {
  const [typed, set_typed] = useState<string>();
  return (
    <FieldFrame {...props}>
      <input
        {...input_props(props)}
        className="number"
        value={typed ?? (props.value === '' ? '' : show_money(props.value, props.language))}
        inputMode="decimal"
        onChange={(event) => {
          set_typed(event.target.value);
          props.on_type(read_money(event.target.value, props.language) ?? event.target.value);
        }}
        onBlur={() => {
          set_typed(undefined);
          props.on_leave?.();
        }}
      />
    </FieldFrame>
  );
}

/// `covered`: what the program shows instead of the value ("•••• 1234"). Typing replaces the value, `reveal` asks for
/// it.
export function SecretField(props: FieldProps & { covered?: string; reveal?: () => void }) {
  const t = useText();
  return (
    <FieldFrame {...props}>
      <div className={styles.withbutton}>
        <input
          {...input_props(props)}
          value={props.value}
          placeholder={props.covered}
          maxLength={props.max_length || undefined}
          spellCheck={false}
          aria-description={props.covered ? t('ui.covered') : undefined}
          onChange={(event) => props.on_type(event.target.value)}
          onBlur={props.on_leave}
        />
        {props.covered && props.reveal ? (
          <button
            type="button"
            className={styles.open}
            aria-label={t('ui.reveal', { name: props.label })}
            title={t('ui.reveal', { name: props.label })}
            onClick={props.reveal}
          >
            <Icon name="eye" size={16} />
          </button>
        ) : null}
      </div>
    </FieldFrame>
  );
}

export function MultilineField(props: FieldProps & { rows?: number }) {
  return (
    <FieldFrame {...props}>
      <textarea
        {...input_props(props)}
        data-autofocus={props.autofocus || undefined}
        value={props.value}
        rows={props.rows ?? 3}
        maxLength={props.max_length || undefined}
        onChange={(event) => props.on_type(event.target.value)}
        onBlur={props.on_leave}
      />
    </FieldFrame>
  );
}

interface CheckProps {
  name: string;
  label: string;
  checked: boolean;
  on_change: (checked: boolean) => void;
  /// What setting it does, in words.
  help?: string;
  disabled?: boolean;
  changed?: boolean;
  problem?: string;
}

export function CheckField({ name, label, checked, on_change, help, disabled, changed, problem }: CheckProps) {
  return (
    <div className={styles.check} data-changed={changed || undefined}>
      <label className={styles.checklabel}>
        <input
          type="checkbox"
          data-field={name}
          checked={checked}
          disabled={disabled}
          aria-describedby={help ? `${name}-help` : undefined}
          aria-invalid={problem ? true : undefined}
          onChange={(event) => on_change(event.target.checked)}
        />
        <span>{label}</span>
      </label>
      {help ? (
        <span id={`${name}-help`} className={styles.hint}>
          {help}
        </span>
      ) : null}
      {problem ? <span className={styles.problem}>{problem}</span> : null}
    </div>
  );
}
