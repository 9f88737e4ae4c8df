// A parameter that names fields of the customer (mandatory, locked): the chosen ones as removable words, a list to add
// another.
import { useFields } from '../../forms/declared.ts';
import { Icon } from '../../parts/icons.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import type { ControlProps } from './ParameterList.tsx';
import styles from './Settings.module.css';

export function FieldChoice({ parameter, draft, label, locked, put }: ControlProps) {
  const t = useText();
  const word = useWord();
  const fields = useFields().data ?? [];
  const chosen = (draft.value('value') as readonly string[] | null) ?? [];
  const caption = (name: string) => word(`customer.${name}`, name);
  const id = `p-${parameter.name}`;
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <div className="row">
        {chosen.map((name) => (
          <span key={name} className="chip accent">
            {caption(name)}
            {locked ? null : (
              <button
                type="button"
                className={styles.drop}
                aria-label={t('ui.settings.drop_field', { name: caption(name) })}
                onClick={() => put(chosen.filter((one) => one !== name))}
              >
                <Icon name="close" size={14} />
              </button>
            )}
          </span>
        ))}
        {chosen.length ? null : <span className="quiet">{t('ui.settings.no_fields')}</span>}
      </div>
      {locked ? null : (
        <select
          id={id}
          data-field={parameter.name}
          aria-describedby={`${parameter.name}-effect`}
          value=""
          onChange={(event) => event.target.value && put([...chosen, event.target.value])}
        >
          <option value="">{t('ui.settings.add_field')}</option>
          {fields
            .filter((field) => !field.read_only && !chosen.includes(field.name))
            .map((field) => (
              <option key={field.name} value={field.name}>
                {caption(field.name)}
              </option>
            ))}
        </select>
      )}
    </>
  );
}
