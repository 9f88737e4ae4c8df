// The parameters of a section: caption, control, effect, and the way back to the standard. Each is saved when it is
// left.
import type { Value } from '../../api/types.ts';
import { Conflicts } from '../../forms/Conflicts.tsx';
import type { Draft } from '../../forms/draft.ts';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { CaptionTable } from './CaptionTable.tsx';
import { FieldChoice } from './FieldChoice.tsx';
import { change_parameter, useSettled, type Parameter, type ParameterValue } from './requests.ts';
import { parameter_turns } from './turns.ts';
import { useParameter } from './useParameter.ts';
import { useParameterCaption } from './useParameterCaption.ts';
import styles from './Settings.module.css';

interface Props {
  parameters: readonly Parameter[];
  version: number;
}
const same = (a: ParameterValue, b: ParameterValue) => JSON.stringify(a) === JSON.stringify(b);

export function ParameterList({ parameters, version }: Props) {
  const t = useText();
  const may = useMay();
  const settled = useSettled();
  const { caption, effect } = useParameterCaption();
  const locked = !may('parameters.manage');
  const give_back = (parameter: Parameter) =>
    void settled(
      () =>
        parameter_turns.take(version, async (newest) => {
          const saved = await change_parameter(newest, parameter.name, null);
          return { saved, change_event: saved.change_event };
        }),
      t('ui.settings.saved', { name: caption(parameter) }),
    );
  const captions = parameters.filter((one) => one.type === 'captions');
  const others = parameters.filter((one) => one.type !== 'captions');
  return (
    <>
      {others.map((parameter) => (
        <div key={parameter.name} className={styles.parameter}>
          <Control {...{ parameter, version, locked }} />
          <p id={`${parameter.name}-effect`} className={styles.effect}>
            {effect(parameter)}
          </p>
          {same(parameter.value, parameter.default) || locked ? null : (
            <button type="button" className="button quiet" onClick={() => give_back(parameter)}>
              {t('ui.settings.standard')}
            </button>
          )}
        </div>
      ))}
      {captions.length ? <CaptionTable parameters={captions} {...{ version, locked }} /> : null}
    </>
  );
}

function Control({ parameter, version, locked }: { parameter: Parameter; version: number; locked: boolean }) {
  const { caption } = useParameterCaption();
  const { draft, fields, put, save } = useParameter(parameter, version);
  const props = { parameter, draft, locked, put, save, label: caption(parameter) };
  return (
    <>
      <Conflicts {...{ draft, fields }} caption={() => props.label} on_done={save} />
      <ValueControl {...props} />
    </>
  );
}

export interface ControlProps {
  parameter: Parameter;
  draft: Draft;
  label: string;
  locked: boolean;
  /// Chosen: saved at once.
  put: (value: Value) => void;
  /// What was typed is saved.
  save: () => void;
}

function ValueControl(props: ControlProps) {
  const { parameter, draft, label, locked, put } = props;
  const { name, type } = parameter;
  const shared = shared_of(name);
  if (type === 'yes_no')
    return (
      <label className={styles.yes_no}>
        <input
          type="checkbox"
          {...shared}
          checked={draft.value('value') === true}
          disabled={locked}
          onChange={(event) => put(event.target.checked)}
        />
        {label}
      </label>
    );
  if (type === 'fields') return <FieldChoice {...props} />;
  if (type === 'choice')
    return (
      <>
        <label htmlFor={shared.id}>{label}</label>
        <select {...shared} value={draft.text('value')} disabled={locked} onChange={(event) => put(event.target.value)}>
          {parameter.choices?.map((choice) => (
            <option key={choice.code} value={choice.code}>
              {choice.label}
            </option>
          ))}
        </select>
      </>
    );
  return <TypedControl {...props} />;
}

const shared_of = (name: string) => ({ id: `p-${name}`, 'data-field': name, 'aria-describedby': `${name}-effect` });

function TypedControl({ parameter, draft, label, locked, save }: ControlProps) {
  const { name, type, most } = parameter;
  const shared = shared_of(name);
  const type_text = (text: string) => draft.type('value', type === 'integer' ? text.replace(/\D/g, '') : text);
  return (
    <>
      <label htmlFor={shared.id}>{label}</label>
      <input
        {...shared}
        className={type === 'integer' ? styles.number : undefined}
        inputMode={type === 'integer' ? 'numeric' : undefined}
        maxLength={type === 'integer' ? String(most ?? 999_999_999).length : 200}
        value={draft.text('value')}
        readOnly={locked}
        onChange={(event) => type_text(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
    </>
  );
}
