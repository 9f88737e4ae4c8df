// The parameters of a section: caption, control, effect, and the way back to the standard. Each is saved when it is
// left.
import { useState } from 'react';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { CaptionTable } from './CaptionTable.tsx';
import { FieldChoice } from './FieldChoice.tsx';
import { change_parameter, useSettled, type Parameter, type ParameterValue } from './requests.ts';
import { useParameterCaption } from './useParameterCaption.ts';
import styles from './Settings.module.css';

interface Props {
  parameters: readonly Parameter[];
  version: number;
}
export type Save = (parameter: Parameter, value: ParameterValue) => void;

const same = (a: ParameterValue, b: ParameterValue) => JSON.stringify(a) === JSON.stringify(b);

export function ParameterList({ parameters, version }: Props) {
  const t = useText();
  const may = useMay();
  const settled = useSettled();
  const { caption, effect } = useParameterCaption();
  const locked = !may('parameters.manage');
  const save: Save = (parameter, value) => {
    if (same(value, parameter.value)) return;
    void settled(
      () => change_parameter(version, parameter.name, value),
      t('ui.settings.saved', { name: caption(parameter) }),
    );
  };
  const captions = parameters.filter((one) => one.type === 'captions');
  const others = parameters.filter((one) => one.type !== 'captions');
  return (
    <>
      {others.map((parameter) => (
        <div key={parameter.name} className={styles.parameter}>
          <Control parameter={parameter} caption={caption(parameter)} locked={locked} save={save} />
          <p id={`${parameter.name}-effect`} className={styles.effect}>
            {effect(parameter)}
          </p>
          {same(parameter.value, parameter.default) || locked ? null : (
            <button type="button" className="button quiet" onClick={() => save(parameter, null)}>
              {t('ui.settings.standard')}
            </button>
          )}
        </div>
      ))}
      {captions.length ? <CaptionTable parameters={captions} locked={locked} save={save} /> : null}
    </>
  );
}

interface ControlProps {
  parameter: Parameter;
  caption: string;
  locked: boolean;
  save: Save;
}

function Control({ parameter, caption, locked, save }: ControlProps) {
  const { name, type, value } = parameter;
  const label = caption;
  const shared = { id: `p-${name}`, 'data-field': name, 'aria-describedby': `${name}-effect` };
  if (type === 'yes_no')
    return (
      <label className={styles.yes_no}>
        <input
          type="checkbox"
          {...shared}
          checked={value === true}
          disabled={locked}
          onChange={(event) => save(parameter, event.target.checked)}
        />
        {label}
      </label>
    );
  if (type === 'fields') return <FieldChoice {...{ parameter, label, locked, save }} />;
  if (type === 'choice')
    return (
      <>
        <label htmlFor={shared.id}>{label}</label>
        <select
          {...shared}
          value={String(value ?? '')}
          disabled={locked}
          onChange={(event) => save(parameter, event.target.value)}
        >
          {parameter.choices?.map((choice) => (
            <option key={choice.code} value={choice.code}>
              {choice.label}
            </option>
          ))}
        </select>
      </>
    );
  return <TypedControl key={String(value)} {...{ parameter, label, locked, save, shared }} />;
}

interface TypedProps extends Omit<ControlProps, 'caption'> {
  label: string;
  shared: { id: string };
}

function TypedControl({ parameter, label, locked, save, shared }: TypedProps) {
  const { type, value, most } = parameter;
  const [text, type_text] = useState(String(value ?? ''));
  const leave = () => {
    const tidy = text.trim();
    if (type === 'integer') save(parameter, tidy === '' ? null : Number(tidy));
    else save(parameter, tidy);
  };
  return (
    <>
      <label htmlFor={shared.id}>{label}</label>
      <input
        {...shared}
        className={type === 'integer' ? styles.number : undefined}
        inputMode={type === 'integer' ? 'numeric' : undefined}
        maxLength={type === 'integer' ? String(most ?? 999_999_999).length : 200}
        value={text}
        readOnly={locked}
        onChange={(event) => type_text(type === 'integer' ? event.target.value.replace(/\D/g, '') : event.target.value)}
        onBlur={leave}
        onKeyDown={(event) => event.key === 'Enter' && leave()}
      />
    </>
  );
}
