// Keeping a list under a name: its question, the columns that are shown, as which file, for whom; and when it is made by
// itself and whom its link goes to.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { get, new_key, Refusal } from '../../api/client.ts';
import type { OwnKey } from '../../compiled/keys.ts';
import { useTold } from '../../forms/told.ts';
import { SharedWith } from '../../forms/SharedWith.tsx';
import type { KeepListProps } from '../../lists/keep_list.ts';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';
import { change_kept, create_kept, kept_key, type Kept, type KeptList } from './requests.ts';

interface AskedRun {
  report: string;
  type: string;
  filter: Record<string, unknown>;
  title: string;
  words: string;
}

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const rhythms = ['daily', 'weekly', 'monthly'] as const;
const formats = ['xlsx', 'csv', 'json'] as const;
const all_headings = ['de', 'nl', 'en', 'names'] as const;

const problems_of = (failed: unknown) =>
  Object.fromEntries(
    (failed instanceof Refusal ? (failed.problem.issues ?? []) : []).map((issue) => [issue.field ?? '', issue.message]),
  );

/// Of a list on the screen: nothing is kept of it yet.
export function KeepNewList({ run, columns, on_close }: KeepListProps) {
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['run-to-keep', language],
    gcTime: 0,
    queryFn: async ({ signal }) => get<AskedRun>(`/reports/runs/${await run()}`, undefined, signal),
  });
  const once = useRef(new_key());
  const t = useText();
  const told = useTold([kept_key]);
  if (!data) return null;
  const before: Kept = {
    ...{ name: data.title, note: null, report: data.report, report_type: data.type || null, filter: data.filter },
    columns_shown: columns,
    address: window.location.pathname + window.location.search,
    ...{ format: 'xlsx', headings: language === 'nl' || language === 'en' ? language : 'de', shared_with: [] },
    ...{ repeats: null, deliver_at: null, weekday: null, day_of_month: null, send_to: [] },
  };
  const save = async (kept: Kept) => {
    const saved = await create_kept(kept, once.current);
    told(saved.change_event, t('ui.kept.kept', { name: kept.name }));
  };
  return <Ask title="ui.kept.title" {...{ before, save, on_close }} />;
}

export function ChangeKeptList({ list, on_close }: { list: KeptList; on_close: () => void }) {
  const t = useText();
  const told = useTold([kept_key]);
  const save = async (kept: Kept) => {
    // Only what was changed: of the rest some takes rights of its own.
    const changed = Object.entries(kept).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(list[name as keyof Kept]),
    );
    const saved = await change_kept(list, Object.fromEntries(changed) as Partial<Kept>);
    told(saved.change_event, t('ui.kept.changed', { name: kept.name }));
  };
  return <Ask title="ui.kept.change_title" before={list} {...{ save, on_close }} />;
}

interface AskProps {
  title: OwnKey;
  before: Kept;
  save: (kept: Kept) => Promise<void>;
  on_close: () => void;
}

function Ask({ title, before, save, on_close }: AskProps) {
  const t = useText();
  const [kept, set_kept] = useState(before);
  const [failed, set_failed] = useState<unknown>();
  const problems = problems_of(failed);
  const put = (more: Partial<Kept>) => set_kept((old) => ({ ...old, ...more }));
  const send = async () => {
    set_failed(undefined);
    try {
      await save({ ...kept, name: kept.name.trim() });
      on_close();
    } catch (reason) {
      set_failed(reason);
    }
  };
  return (
    <FormDialog
      title={t(title)}
      on_close={on_close}
      go={t('ui.kept.go')}
      on_send={send}
      refusal={failed ? words_of(failed, t) : undefined}
    >
      <TextField
        name="kept-name"
        label={t('ui.kept.name')}
        hint={t('ui.kept.columns', { count: kept.columns_shown.length })}
        value={kept.name}
        required
        autofocus
        max_length={120}
        problem={problems.name}
        on_type={(name) => put({ name })}
      />
      <TextField
        name="kept-note"
        label={t('ui.kept.note')}
        value={kept.note ?? ''}
        max_length={1000}
        problem={problems.note}
        on_type={(note) => put({ note: note || null })}
      />
      <File {...{ kept, put }} />
      <SharedWith right="lists.share" roles={kept.shared_with} change={(shared_with) => put({ shared_with })} />
      <DeliveryFields {...{ kept, put, problems }} />
    </FormDialog>
  );
}

interface PartProps {
  kept: Kept;
  put: (more: Partial<Kept>) => void;
}

function File({ kept, put }: PartProps) {
  const t = useText();
  return (
    <div className="row">
      <ChoiceField
        name="kept-format"
        label={t('ui.kept.format')}
        value={kept.format}
        empty={false}
        options={formats.map((code) => ({ code, label: t(`ui.kept.format.${code}`) }))}
        on_type={(format) => put({ format })}
      />
      <ChoiceField
        name="kept-headings"
        label={t('ui.kept.headings')}
        value={kept.headings}
        empty={false}
        options={all_headings.map((code) => ({ code, label: t(`ui.kept.headings.${code}`) }))}
        on_type={(headings) => put({ headings })}
      />
    </div>
  );
}

function DeliveryFields({ kept, put, problems }: PartProps & { problems: Record<string, string> }) {
  const t = useText();
  const may = useMay();
  if (!may('lists.deliver')) return null;
  const { repeats } = kept;
  return (
    <fieldset className="stack">
      <legend>{t('ui.kept.delivery')}</legend>
      <div className="row">
        <ChoiceField
          name="kept-repeats"
          label={t('ui.kept.repeats')}
          value={repeats ?? 'never'}
          empty={false}
          problem={problems.repeats}
          options={[
            { code: 'never', label: t('ui.kept.repeats.never') },
            ...rhythms.map((code) => ({ code, label: t(`ui.kept.repeats.${code}`) })),
          ]}
          on_type={(chosen) => put({ repeats: chosen === 'never' ? null : chosen })}
        />
        {repeats === 'weekly' ? (
          <ChoiceField
            name="kept-weekday"
            label={t('ui.kept.weekday')}
            value={String(kept.weekday ?? 1)}
            empty={false}
            problem={problems.weekday}
            options={weekdays.map((day) => ({ code: String(day), label: t(`ui.kept.weekday.${day}`) }))}
            on_type={(day) => put({ weekday: Number(day) })}
          />
        ) : null}
        {repeats === 'monthly' ? (
          <TextField
            name="kept-day"
            label={t('ui.kept.day')}
            hint={t('ui.kept.day.hint')}
            value={String(kept.day_of_month ?? 1)}
            max_length={2}
            problem={problems.day_of_month}
            on_type={(day) => put({ day_of_month: Number(day.replace(/\D/g, '')) || null })}
          />
        ) : null}
        {repeats ? (
          <TextField
            name="kept-at"
            label={t('ui.kept.at')}
            value={kept.deliver_at ?? '06:00'}
            max_length={5}
            problem={problems.deliver_at}
            on_type={(deliver_at) => put({ deliver_at })}
          />
        ) : null}
      </div>
      <TextField
        name="kept-send-to"
        label={t('ui.kept.send_to')}
        hint={t('ui.kept.send_to.hint')}
        value={kept.send_to.join(';')}
        problem={problems.send_to}
        on_type={(typed) => put({ send_to: typed ? typed.split(';').map((one) => one.trim()) : [] })}
      />
    </fieldset>
  );
}
