// Where a take-over stands: its step, its file, and the job that rehearses it or carries it out.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState, type RefObject } from 'react';
import type { Import, ImportResult, ValueMapping } from '../../api/types.ts';
import { add_job, useJob } from '../../shell/jobs.ts';
import { useText } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import { change_import, start_preview, start_run } from './requests.ts';

export const steps = ['file', 'mapping', 'preview', 'result'] as const;
export type Step = (typeof steps)[number];

/// `head`: the heading of the step, which takes the focus when the step changes.
function useStep(head: RefObject<HTMLElement | null>) {
  const [step, set_step] = useState<Step>('file');
  const [refusal, set_refusal] = useState<string>();
  const go = useCallback(
    (next: Step) => {
      set_step(next);
      set_refusal(undefined);
      window.setTimeout(() => head.current?.focus(), 0);
    },
    [head],
  );
  return { step, go, refusal, set_refusal };
}

export function useImport(head: RefObject<HTMLElement | null>) {
  const t = useText();
  const queries = useQueryClient();
  const { step, go, refusal, set_refusal } = useStep(head);
  const [file, set_file] = useState<Import>();
  const [job, set_job] = useState<number>();
  const running = useJob(job);
  const start = async (next: 'preview' | 'result') => {
    const { id: of_file, file_name } = file!;
    try {
      const id = next === 'preview' ? await start_preview(of_file) : await start_run(of_file);
      const title = t(next === 'preview' ? 'ui.import.preview_of' : 'ui.import.run_of', { file: file_name });
      add_job(queries, { id, title });
      set_job(id);
      go(next);
    } catch (reason) {
      set_refusal(words_of(reason, t));
    }
  };
  const say = async (values: ValueMapping) => {
    try {
      set_file(await change_import(file!.id, { values }));
      await start('preview');
    } catch (reason) {
      set_refusal(words_of(reason, t));
    }
  };
  const begin = (next: 'preview' | 'result') => void start(next);
  const again = () => {
    set_file(undefined);
    set_job(undefined);
    go('file');
    void queries.invalidateQueries({ queryKey: ['imports'] });
  };
  const result = running?.state === 'done' ? (running.result as unknown as ImportResult) : undefined;
  return { step, go, file, set_file, running, result, refusal, begin, again, say };
}
