// The rules of the house: which fields count, from how many points on somebody is a probable duplicate; with a preview
// of what a change would do before it holds.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { LayerComes } from '../../parts/Arriving.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useText, useWord } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { full_name } from '../../shell/SearchHitLine.tsx';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import { load_rules, preview_rules, save_rules, type RulePreview, type Rules } from './rules.ts';
import styles from './Register.module.css';

export function RulesDialog({ on_close }: { on_close: () => void }) {
  const { data } = useQuery({ queryKey: ['duplicates', 'rules'], queryFn: ({ signal }) => load_rules(signal) });
  return data ? <RulesForm stored={data} on_close={on_close} /> : <LayerComes />;
}

function useRules(stored: Rules, on_close: () => void) {
  const t = useText();
  const queries = useQueryClient();
  const [rules, set_rules] = useState(stored);
  const [preview, set_preview] = useState<RulePreview>();
  const complain = (reason: unknown) => show_toast({ text: words_of(reason, t), tone: 'danger' });
  const change = (part: Partial<Rules>) => {
    set_preview(undefined);
    set_rules((old) => ({ ...old, ...part }));
  };
  const look = () => void preview_rules(rules).then(set_preview, complain);
  const save = async () => {
    try {
      await save_rules(rules);
      await queries.invalidateQueries({ queryKey: ['duplicates', 'rules'] });
      show_toast({ text: t('ui.saved') });
      on_close();
    } catch (reason) {
      complain(reason);
    }
  };
  return { rules, preview, change, look, save };
}

function RulesForm({ stored, on_close }: { stored: Rules; on_close: () => void }) {
  const t = useText();
  const may_change = useMay()('settings.change');
  const { rules, preview, change, look, save } = useRules(stored, on_close);
  return (
    <FormDialog
      wide
      title={t('ui.duplicates.rules')}
      on_close={on_close}
      go={may_change ? t('ui.save') : undefined}
      on_send={save}
      more={
        may_change ? (
          <button type="button" className="button" onClick={look}>
            {t('ui.duplicates.preview')}
          </button>
        ) : null
      }
      below={preview ? <Effect preview={preview} /> : null}
    >
      <RuleFields rules={rules} locked={!may_change} change={change} />
    </FormDialog>
  );
}

interface FieldsProps {
  rules: Rules;
  locked: boolean;
  change: (part: Partial<Rules>) => void;
}

function RuleFields({ rules, locked, change }: FieldsProps) {
  const t = useText();
  const word = useWord();
  const { features, threshold } = rules;
  return (
    <>
      <label className={styles.threshold}>
        {t('ui.duplicates.threshold')}
        <input
          type="number"
          min={1}
          max={100}
          value={threshold}
          disabled={locked}
          onChange={(event) => change({ threshold: Number(event.target.value) })}
        />
      </label>
      <fieldset className={styles.fields}>
        <legend>{t('ui.duplicates.fields')}</legend>
        {Object.entries(features).map(([name, counts], place) => (
          <label key={name} className="row">
            <input
              type="checkbox"
              data-autofocus={place === 0 || undefined}
              checked={counts}
              disabled={locked}
              onChange={(event) => change({ features: { ...features, [name]: event.target.checked } })}
            />
            {word(`duplicates.feature.${name}`, name)}
          </label>
        ))}
      </fieldset>
    </>
  );
}

function Effect({ preview }: { preview: RulePreview }) {
  const t = useText();
  return (
    <section role="status">
      <h3>{t('ui.duplicates.effect', { pairs: preview.pairs, groups: preview.groups })}</h3>
      {preview.complete ? null : <p>{t('ui.duplicates.part', { count: preview.customers })}</p>}
      <ul>
        {preview.sample.slice(0, 5).map((group) => (
          <li key={group.customers.map(({ id }) => id).join()}>
            {group.customers.map(full_name).join(' · ')} ({t('ui.duplicates.score', { score: group.score })})
          </li>
        ))}
      </ul>
    </section>
  );
}
