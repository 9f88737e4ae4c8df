// Export (Alt+X): every column, whatever the screen hides, or exactly those it shows. Runs as a job; the file comes by
// itself when this page is still open.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { address, Refusal, send } from '../api/client.ts';
import { FormDialog } from '../parts/FormDialog.tsx';
import type { RunOfList } from './ListScreen.tsx';
import { add_job, when_ended } from '../shell/jobs.ts';
import { useLanguage, useText } from '../shell/language.tsx';
import { language_names } from '../shell/LanguageChoice.tsx';
import { show_toast } from '../shell/toasts.ts';

interface Choice {
  format: 'xlsx' | 'csv';
  csv: 'standard' | 'excel-de' | 'excel-nl';
  headings: 'names' | 'de' | 'nl' | 'en';
}
type Extent = 'all' | 'shown';

function remembered(language: string): Choice {
  const standard: Choice = {
    format: 'xlsx',
    csv: language === 'de' ? 'excel-de' : language === 'nl' ? 'excel-nl' : 'standard',
    headings: language as Choice['headings'],
  };
  try {
    return { ...standard, ...(JSON.parse(localStorage.getItem('kartei.export') ?? '{}') as Partial<Choice>) };
  } catch {
    return standard;
  }
}

export function download(job: number) {
  const link = document.createElement('a');
  link.href = address(`/jobs/${job}/result`);
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}

/// The choice as it was made last, and the job that writes the file.
function useExport(run: RunOfList, shown: readonly string[], on_close: () => void) {
  const t = useText();
  const language = useLanguage();
  const queries = useQueryClient();
  const [choice, set_choice] = useState(() => remembered(language));
  const [extent, set_extent] = useState<Extent>('all');
  const [refusal, set_refusal] = useState<string>();
  const put = (part: Partial<Choice>) => set_choice((old) => ({ ...old, ...part }));

  const start = async () => {
    try {
      const body = {
        format: choice.format,
        headings: choice.headings,
        ...(choice.format === 'csv' ? { csv: choice.csv } : {}),
        ...(extent === 'shown' ? { columns: shown } : {}),
      };
      const { data } = await send<{ id: number }>('POST', `/reports/runs/${await run()}/exports`, { body });
      localStorage.setItem('kartei.export', JSON.stringify(choice));
      when_ended(data.id, (job) => {
        if (job.state === 'done') {
          download(job.id);
          show_toast({
            text: t('ui.export.done', { file: job.file_name ?? '' }),
            tone: 'ok',
            action: { label: t('ui.download'), run: () => download(job.id) },
          });
        } else show_toast({ text: job.problem?.title ?? t('ui.export.failed'), tone: 'danger' });
      });
      add_job(queries, { id: data.id, title: t('ui.export.job', { format: choice.format.toUpperCase() }) });
      on_close();
    } catch (reason) {
      set_refusal(reason instanceof Refusal ? reason.message : t('ui.unreachable'));
    }
  };
  return { choice, put, extent, set_extent, refusal, start };
}

interface Props {
  run: RunOfList;
  /// How many columns the list has, and the names of those on the screen in their order.
  all: number;
  shown: readonly string[];
  on_close: () => void;
}

export function ExportDialog({ run, all, shown, on_close }: Props) {
  const t = useText();
  const { choice, put, extent, set_extent, refusal, start } = useExport(run, shown, on_close);
  return (
    <FormDialog title={t('ui.export')} on_close={on_close} go={t('ui.export.go')} on_send={start} refusal={refusal}>
      <label>
        {t('ui.export.format')}
        <select
          data-autofocus
          value={choice.format}
          onChange={(event) => put({ format: event.target.value as Choice['format'] })}
        >
          <option value="xlsx">Excel (XLSX)</option>
          <option value="csv">CSV</option>
        </select>
      </label>
      {choice.format === 'csv' ? (
        <label>
          {t('ui.export.csv')}
          <select value={choice.csv} onChange={(event) => put({ csv: event.target.value as Choice['csv'] })}>
            <option value="standard">{t('ui.export.csv.standard')}</option>
            <option value="excel-de">{t('ui.export.csv.excel-de')}</option>
            <option value="excel-nl">{t('ui.export.csv.excel-nl')}</option>
          </select>
        </label>
      ) : null}
      <label>
        {t('ui.export.headings')}
        <select
          value={choice.headings}
          onChange={(event) => put({ headings: event.target.value as Choice['headings'] })}
        >
          {(['de', 'nl', 'en'] as const).map((one) => (
            <option key={one} value={one} lang={one}>
              {language_names[one]}
            </option>
          ))}
          <option value="names">{t('ui.export.headings.names')}</option>
        </select>
      </label>
      <label>
        {t('ui.export.columns')}
        <select value={extent} onChange={(event) => set_extent(event.target.value as Extent)}>
          <option value="all">{t('ui.export.columns.all', { count: all })}</option>
          <option value="shown">{t('ui.export.columns.shown', { count: shown.length })}</option>
        </select>
      </label>
    </FormDialog>
  );
}
