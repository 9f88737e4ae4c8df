// Everybody in a list gets a label, or loses it: which label, then how many it concerns, then the change, which a message
// takes back.
import { useState } from 'react';
import type { ListActionProps } from '../../lists/list_action.ts';
import { useTold } from '../../forms/told.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { ChoiceField, DateField, TextField } from '../../parts/Field.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { change, label_named, labels_key, preview, useLabels, type Labelled, type Wish } from './labels.ts';

interface Scope {
  wish: Wish;
  name: string;
  told: Labelled;
}

function useWish() {
  const labels = useLabels();
  const [give, set_give] = useState(true);
  const [name, set_name] = useState('');
  const [expires, set_expires] = useState('');
  const wish_for = async (run: number): Promise<Wish> => {
    const known = labels?.find((one) => one.name === name.trim());
    const label = known?.id ?? (give ? await label_named(name.trim()) : 0);
    return { label, give, run, expires_at: expires || undefined };
  };
  return { labels, give, set_give, name, set_name, expires, set_expires, wish_for };
}

export function LabelEverybody({ run, on_close }: ListActionProps) {
  const t = useText();
  const asked = useWish();
  const [scope, set_scope] = useState<Scope>();
  const [refusal, set_refusal] = useState<string>();
  const tell = useTold([labels_key, ['report-offers'], ['customers']]);
  const attempt = (work: () => Promise<void>) => {
    set_refusal(undefined);
    work().catch((reason: unknown) => set_refusal(words_of(reason, t)));
  };
  const look = () =>
    attempt(async () => {
      const wish = await asked.wish_for(Number(await run()));
      set_scope({ wish, name: asked.name.trim(), told: await preview(wish) });
    });
  const do_it = ({ wish, name, told }: Scope) =>
    attempt(async () => {
      const done = await change(wish, told.changed);
      on_close();
      const words = { name, count: done.changed };
      tell(done.change_event ?? undefined, t(wish.give ? 'ui.labels.given' : 'ui.labels.taken', words));
    });
  const is_idle = scope?.told.changed === 0;
  const go = scope
    ? t(scope.wish.give ? 'ui.labels.give_to' : 'ui.labels.take_from', { count: scope.told.changed })
    : t('ui.labels.look');
  return (
    <FormDialog
      key={scope ? 'scope' : 'question'}
      go_first={scope !== undefined}
      title={t('ui.labels.everybody')}
      on_close={on_close}
      go={is_idle ? undefined : go}
      on_send={() => (scope ? do_it(scope) : look())}
      refusal={refusal}
    >
      {scope ? <ScopeWords {...scope} /> : <LabelQuestion {...asked} />}
    </FormDialog>
  );
}

function ScopeWords({ wish, name, told }: Scope) {
  const t = useText();
  return (
    <div role="status" className="stack" data-scope={told.changed}>
      <p>
        <strong>{t(wish.give ? 'ui.labels.scope_give' : 'ui.labels.scope_take', { name, count: told.changed })}</strong>
      </p>
      {told.unchanged ? (
        <p className="quiet">
          {t(wish.give ? 'ui.labels.have_it' : 'ui.labels.have_it_not', { count: told.unchanged })}
        </p>
      ) : null}
      {told.left_out ? <p className="quiet">{t('ui.labels.left_out', { count: told.left_out })}</p> : null}
    </div>
  );
}

function LabelQuestion({ labels, give, set_give, name, set_name, expires, set_expires }: ReturnType<typeof useWish>) {
  const t = useText();
  const language = useLanguage();
  const verbs = [
    { code: 'give', label: t('ui.labels.give') },
    { code: 'take', label: t('ui.labels.take') },
  ];
  return (
    <>
      <TextField
        name="label"
        label={t('ui.labels.label')}
        value={name}
        on_type={set_name}
        required
        autofocus
        max_length={120}
        hint={labels?.length ? t('ui.labels.known', { names: labels.map((one) => one.name).join(', ') }) : undefined}
      />
      <ChoiceField
        name="verb"
        label={t('ui.labels.what')}
        value={give ? 'give' : 'take'}
        on_type={(verb) => set_give(verb === 'give')}
        options={verbs}
        empty={false}
      />
      {give ? (
        <DateField
          name="expires_at"
          label={t('ui.labels.expires')}
          value={expires}
          on_type={set_expires}
          language={language}
        />
      ) : null}
    </>
  );
}
