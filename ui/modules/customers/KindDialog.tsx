// Another kind for a customer (decisions 8): the numbers stay or are drawn anew from the range of the new kind; the old
// one stays findable as a former number.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../api/client.ts';
import type { CustomerRecord, Kind } from '../../api/types.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useText } from '../../shell/language.tsx';
import { profile_kinds } from '../../api/kinds.ts';
import { show_toast } from '../../shell/toasts.ts';
import { words_of } from '../../shell/words_of.ts';
import { useToldOf } from './lists.ts';
import { customer_key } from '../../api/customer.ts';
import { type Saved } from './record.ts';

type Choice = 'keep' | 'new';

export function KindDialog({ record, on_close }: { record: CustomerRecord; on_close: () => void }) {
  const t = useText();
  const queries = useQueryClient();
  const told = useToldOf(record.id);
  const others = profile_kinds.filter((kind) => kind !== record.kind);
  const [kind, set_kind] = useState<Kind>(others[0]!);
  const [number, set_number] = useState<Choice>('keep');
  const [debtor, set_debtor] = useState<Choice>('keep');
  const change = async () => {
    try {
      const body = { kind, number, debtor_number: debtor };
      const { data, version } = await send<Saved>('POST', `/customers/${record.id}/kind`, {
        body,
        version: record.version,
      });
      queries.setQueryData(customer_key(record.id), { ...data, version: data.version ?? version ?? 0 });
      told(data.change_event, t('ui.kind.changed', { kind: t(`ui.kind.${kind}`) }));
      on_close();
    } catch (reason) {
      show_toast({ text: words_of(reason, t), tone: 'danger' });
    }
  };
  return (
    <Dialog
      title={t('ui.kind.change')}
      on_close={on_close}
      actions={
        <>
          <button type="button" className="button primary" onClick={() => void change()}>
            {t('ui.kind.change')}
          </button>
          <button type="button" className="button" onClick={on_close}>
            {t('ui.cancel')}
          </button>
        </>
      }
    >
      <fieldset>
        <legend>{t('ui.kind.now', { kind: t(`ui.kind.${record.kind as Kind}`) })}</legend>
        {others.map((one, place) => (
          <label key={one} className="row">
            <input
              type="radio"
              name="kind"
              data-autofocus={place === 0 || undefined}
              checked={kind === one}
              onChange={() => set_kind(one)}
            />
            {t(`ui.kind.${one}`)}
          </label>
        ))}
      </fieldset>
      <NumberChoice name="number" now={record.number} chosen={number} choose={set_number} />
      <NumberChoice name="debtor_number" now={record.debtor_number} chosen={debtor} choose={set_debtor} />
      <p className="quiet">{t('ui.kind.help')}</p>
    </Dialog>
  );
}

interface NumberProps {
  name: 'number' | 'debtor_number';
  now: unknown;
  chosen: Choice;
  choose: (choice: Choice) => void;
}

function NumberChoice({ name, now, chosen, choose }: NumberProps) {
  const t = useText();
  return (
    <fieldset>
      <legend>{t(`ui.kind.${name}`)}</legend>
      <label className="row">
        <input type="radio" name={name} checked={chosen === 'keep'} onChange={() => choose('keep')} />
        {t('ui.kind.keep', { number: now ? String(now) : '–' })}
      </label>
      <label className="row">
        <input type="radio" name={name} checked={chosen === 'new'} onChange={() => choose('new')} />
        {t('ui.kind.new')}
      </label>
    </fieldset>
  );
}
