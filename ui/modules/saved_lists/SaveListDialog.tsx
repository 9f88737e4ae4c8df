// Keeping a list under a name: its question, the columns that are shown, as which file, for whom; and when it is made by
// itself and whom its link goes to.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { get, new_key, Refusal } from '../../api/client.ts';
import type { OwnKey } from '../../compiled/keys.ts';
import { useTold } from '../../forms/told.ts';
import { SharedWith } from '../../forms/SharedWith.tsx';
import type { SaveListProps } from '../../lists/save_list.ts';
import { LayerComes } from '../../parts/Arriving.tsx';
import { ChoiceField, TextField } from '../../parts/Field.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useLanguage, useText } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';
import { words_of } from '../../shell/words_of.ts';
import { change_saved, create_saved, saved_key, type Saved, type SavedList } from './requests.ts';

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
export function SaveNewList({ run, columns, on_close }: SaveListProps) {
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['run-to-save', language],
    gcTime: 0,
    queryFn: async ({ signal }) => get<AskedRun>(`/reports/runs/${await run()}`, undefined, signal),
  });
  const once = useRef(new_key());
  const t = useText();
  const told = useTold([saved_key]);
  if (!data) return <LayerComes />;
  const before: Saved = {
    ...{ name: data.title, note: null, report: data.report, report_type: data.type || null, filter: data.filter },
    columns_shown: columns,
    address: window.location.pathname + window.location.search,
    ...{ format: 'xlsx', headings: language === 'nl' || language === 'en' ? language : 'de', shared_with: [] },
    ...{ repeats: null, deliver_at: null, weekday: null, day_of_month: null, send_to: [] },
  };
  const save = async (kept: Saved) => {
    const saved = await create_saved(kept, once.current);
    told(saved.change_event, t('ui.saved_list.saved', { name: kept.name }));
  };
  return <Ask title="ui.saved_list.title" {...{ before, save, on_close }} />;
}

export function ChangeSavedList({ list, on_close }: { list: SavedList; on_close: () => void }) {
  const t = useText();
  const told = useTold([saved_key]);
  const save = async (kept: Saved) => {
    // Only what was changed: of the rest some takes rights of its own.
    const changed = Object.entries(kept).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(list[name as keyof Saved]),
    );
    const saved = await change_saved(list, Object.fromEntries(changed) as Partial<Saved>);
    told(saved.change_event, t('ui.saved_list.changed', { name: kept.name }));
  };
  return <Ask title="ui.saved_list.change_title" before={list} {...{ save, on_close }} />;
}

interface AskProps {
  title: OwnKey;
  before: Saved;
  save: (kept: Saved) => Promise<void>;
  on_close: () => void;
}

function Ask({ title, before, save, on_close }: AskProps) {
  const t = useText();
  const [kept, set_kept] = useState(before);
  const [failed, set_failed] = useState<unknown>();
  const problems = problems_of(failed);
  const put = (more: Partial<Saved>) => set_kept((old) => ({ ...old, ...more }));
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
      go={t('ui.saved_list.go')}
      on_send={send}
      refusal={failed ? words_of(failed, t) : undefined}
    >
      <TextField
        name="saved-name"
        label={t('ui.saved_list.name')}
        hint={t('ui.saved_list.columns', { count: kept.columns_shown.length })}
        value={kept.name}
        required
        autofocus
        max_length={120}
        problem={problems.name}
        on_type={(name) => put({ name })}
      />
      <TextField
        name="saved-note"
        label={t('ui.saved_list.note')}
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
  kept: Saved;
  put: (more: Partial<Saved>) => void;
}

function File({ kept, put }: PartProps) {
  const t = useText();
  return (
    <div className="row">
      <ChoiceField
        name="saved-format"
        label={t('ui.saved_list.format')}
        value={kept.format}
        empty={false}
        options={formats.map((code) => ({ code, label: t(`ui.saved_list.format.${code}`) }))}
        on_type={(format) => put({ format })}
      />
      <ChoiceField
        name="saved-headings"
        label={t('ui.saved_list.headings')}
        value={kept.headings}
        empty={false}
        options={all_headings.map((code) => ({ code, label: t(`ui.saved_list.headings.${code}`) }))}
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
      <legend>{t('ui.saved_list.delivery')}</legend>
      <div className="row">
        <ChoiceField
          name="saved-repeats"
          label={t('ui.saved_list.repeats')}
          value={repeats ?? 'never'}
          empty={false}
          problem={problems.repeats}
          options={[
            { code: 'never', label: t('ui.saved_list.repeats.never') },
            ...rhythms.map((code) => ({ code, label: t(`ui.saved_list.repeats.${code}`) })),
          ]}
          on_type={(chosen) => put({ repeats: chosen === 'never' ? null : chosen })}
        />
        {repeats === 'weekly' ? (
          <ChoiceField
            name="saved-weekday"
            label={t('ui.saved_list.weekday')}
            value={String(kept.weekday ?? 1)}
            empty={false}
            problem={problems.weekday}
            options={weekdays.map((day) => ({ code: String(day), label: t(`ui.saved_list.weekday.${day}`) }))}
            on_type={(day) => put({ weekday: Number(day) })}
          />
        ) : null}
        {repeats === 'monthly' ? (
          <TextField
            name="saved-day"
            label={t('ui.saved_list.day')}
            hint={t('ui.saved_list.day.hint')}
            value={String(kept.day_of_month ?? 1)}
            max_length={2}
            problem={problems.day_of_month}
            on_type={(day) => put({ day_of_month: Number(day.replace(/\D/g, '')) || null })}
          />
        ) : null}
        {repeats ? (
          <TextField
            name="saved-at"
            label={t('ui.saved_list.at')}
            value={kept.deliver_at ?? '06:00'}
            max_length={5}
            problem={problems.deliver_at}
            on_type={(deliver_at) => put({ deliver_at })}
          />
        ) : null}
      </div>
      <TextField
        name="saved-send-to"
        label={t('ui.saved_list.send_to')}
        hint={t('ui.saved_list.send_to.hint')}
        value={kept.send_to.join(';')}
        problem={problems.send_to}
        on_type={(typed) => put({ send_to: typed ? typed.split(';').map((one) => one.trim()) : [] })}
      />
    </fieldset>
  );
}
