// Changing everybody in a selection at once: a field, a status, a label, or deleting them. Who is many is typed as a number
// before it is done; the message that follows takes it back.
import { useState } from 'react';
import { useTold } from '../../forms/told.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';
import { useCriteria } from './requests.ts';
import type { Members } from './document.ts';
import { begin_bulk, count_bulk, useWatched, type BulkDone } from './sendings.ts';

type What = 'field' | 'status' | 'give' | 'take' | 'delete';

function useChange(members: Members, on_done: (done: BulkDone) => void, on_close: () => void) {
  const t = useText();
  const [what, set_what] = useState<What>('field');
  const [name, set_name] = useState('');
  const [value, set_value] = useState('');
  const [count, set_count] = useState<{ count: number; must_confirm: boolean }>();
  const [typed, set_typed] = useState('');
  const [refusal, set_refusal] = useState<string>();
  const watch = useWatched();
  const change =
    what === 'delete'
      ? { delete: true }
      : what === 'give' || what === 'take'
        ? { [what]: [name] }
        : { set: { [name]: value } };
  const asked = { document: members, ...change };
  const attempt = async (work: () => Promise<void>) => {
    set_refusal(undefined);
    await work().catch((reason: unknown) => set_refusal(words_of(reason, t)));
  };
  const look = () => attempt(async () => set_count(await count_bulk(asked)));
  const go = () =>
    attempt(async () => {
      const confirm = count?.must_confirm ? Number(typed) : count?.count;
      const job = await begin_bulk({ ...asked, confirm });
      watch(job, t('ui.bulk.title'), (result) => on_done(result as BulkDone));
      on_close();
    });
  return { what, set_what, name, set_name, value, set_value, count, typed, set_typed, refusal, look, go };
}
type Asked = ReturnType<typeof useChange>;

export function ChangeDialog({ members, on_close }: { members: Members; on_close: () => void }) {
  const t = useText();
  const tell = useTold([['customers'], ['selections']]);
  const done = ({ change_event, changed, skipped }: BulkDone) =>
    tell(changed ? change_event : undefined, t('ui.bulk.done', { changed, skipped }));
  const asked = useChange(members, done, on_close);
  const { count } = asked;
  if (count?.count === 0)
    return (
      <Dialog title={t('ui.bulk.title')} on_close={on_close}>
        <p role="status">{t('ui.bulk.nobody')}</p>
      </Dialog>
    );
  return (
    <FormDialog
      key={count ? 'scope' : 'question'}
      go_first={count !== undefined && !count.must_confirm}
      title={t('ui.bulk.title')}
      on_close={on_close}
      go={
        count
          ? t(asked.what === 'delete' ? 'ui.bulk.delete_all' : 'ui.bulk.change_all', { count: count.count })
          : t('ui.bulk.look')
      }
      on_send={() => (count ? asked.go() : asked.look())}
      refusal={asked.refusal}
    >
      {count ? <Confirm {...{ asked, ...count }} /> : <Question {...asked} />}
    </FormDialog>
  );
}

function Confirm({ asked, count, must_confirm }: { asked: Asked; count: number; must_confirm: boolean }) {
  const t = useText();
  return (
    <div className="stack" data-count={count}>
      <p role="status">
        <strong>{t('ui.bulk.concerns', { count })}</strong>
      </p>
      {asked.what === 'delete' ? <p className="quiet">{t('ui.bulk.delete_help')}</p> : null}
      {must_confirm ? (
        <TextField
          name="confirm"
          type="integer"
          label={t('ui.bulk.type_count')}
          value={asked.typed}
          autofocus
          required
          on_type={asked.set_typed}
        />
      ) : null}
    </div>
  );
}

function Question({ what, set_what, name, set_name, value, set_value }: Asked) {
  const t = useText();
  const may = useMay();
  const criteria = useCriteria();
  const kinds: What[] = ['field', 'status', 'give', 'take'];
  if (may('customers.delete')) kinds.push('delete');
  const named = {
    field: criteria?.fields.map((one) => ({ code: one.name, label: one.caption })) ?? [],
    status: criteria?.statuses.map((one) => ({ code: `status${one.number}`, label: one.caption })) ?? [],
    give: criteria?.labels.map((one) => ({ code: one, label: one })) ?? [],
    take: criteria?.labels.map((one) => ({ code: one, label: one })) ?? [],
    delete: [],
  }[what];
  const yes_no = [
    { code: '1', label: t('ui.yes') },
    { code: '0', label: t('ui.no') },
  ];
  return (
    <>
      <ChoiceField
        name="what"
        label={t('ui.bulk.what')}
        value={what}
        empty={false}
        autofocus
        options={kinds.map((code) => ({ code, label: t(`ui.bulk.what.${code}`) }))}
        on_type={(code) => {
          set_what(code as What);
          set_name('');
          set_value('');
        }}
      />
      {what === 'delete' ? (
        <p className="quiet">{t('ui.bulk.delete_help')}</p>
      ) : (
        <ChoiceField name="which" label={t('ui.bulk.which')} value={name} required options={named} on_type={set_name} />
      )}
      {what === 'field' ? (
        <TextField
          name="value"
          label={t('ui.bulk.value')}
          hint={t('ui.bulk.value.hint')}
          value={value}
          on_type={set_value}
        />
      ) : null}
      {what === 'status' ? (
        <ChoiceField
          name="value"
          label={t('ui.bulk.value')}
          value={value}
          required
          options={yes_no}
          on_type={set_value}
        />
      ) : null}
    </>
  );
}
