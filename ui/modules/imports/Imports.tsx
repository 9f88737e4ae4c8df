// Taking over files, in four steps: file, columns, rehearsal, result. Nothing is written before the rehearsal has been seen, and
// the whole can be taken back.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Refusal } from '../../api/client.ts';
import type { Import, ImportResult } from '../../api/types.ts';
import { add_job, useJob } from '../../shell/jobs.ts';
import { useText } from '../../shell/language.tsx';
import { FileStep } from './FileStep.tsx';
import { MappingStep } from './MappingStep.tsx';
import { JobProgress } from './JobProgress.tsx';
import { PreviewStep } from './PreviewStep.tsx';
import { start_preview, start_run } from './requests.ts';
import { ResultStep } from './ResultStep.tsx';
import styles from './Imports.module.css';

const steps = ['file', 'mapping', 'preview', 'result'] as const;
type Step = (typeof steps)[number];

export function Imports() {
  const t = useText();
  const queries = useQueryClient();
  const [step, set_step] = useState<Step>('file');
  const [file, set_file] = useState<Import>();
  const [job, set_job] = useState<number>();
  const [refusal, set_refusal] = useState<string>();
  const head = useRef<HTMLHeadingElement>(null);
  const running = useJob(job);
  useEffect(() => {
    document.title = `${t('ui.place.imports')} – Kartei`;
  }, [t]);
  const go = useCallback((next: Step) => {
    set_step(next);
    set_refusal(undefined);
    window.setTimeout(() => head.current?.focus(), 0);
  }, []);

  const begin = async (next: 'preview' | 'result') => {
    try {
      const id = next === 'preview' ? await start_preview(file!.id) : await start_run(file!.id);
      add_job(queries, {
        id,
        title: t(next === 'preview' ? 'ui.import.preview_of' : 'ui.import.run_of', { file: file!.file_name }),
      });
      set_job(id);
      go(next);
    } catch (reason) {
      set_refusal(
        reason instanceof Refusal
          ? [reason.message, ...(reason.problem.issues ?? []).map((issue) => issue.message)].join(' ')
          : t('ui.unreachable'),
      );
    }
  };
  const again = () => {
    set_file(undefined);
    set_job(undefined);
    go('file');
    void queries.invalidateQueries({ queryKey: ['imports'] });
  };
  const result = running?.state === 'done' ? (running.result as unknown as ImportResult) : undefined;

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.place.imports')}</h1>
        {file ? <span className="quiet">{file.file_name}</span> : null}
      </div>
      <ol className={styles.steps} aria-label={t('ui.import.steps')}>
        {steps.map((one, place) => (
          <li
            key={one}
            aria-current={one === step ? 'step' : undefined}
            className={steps.indexOf(step) > place ? styles.past : ''}
          >
            {place + 1}. {t(`ui.import.step.${one}`)}
          </li>
        ))}
      </ol>
      <div className="page-scroll" data-area="form">
        <h2 ref={head} tabIndex={-1} className={styles.title}>
          {t(`ui.import.step.${step}`)}
        </h2>
        {refusal ? (
          <p role="alert" className={styles.refusal}>
            {refusal}
          </p>
        ) : null}
        {step === 'file' ? (
          <FileStep
            on_file={(next) => {
              set_file(next);
              go('mapping');
            }}
          />
        ) : null}
        {step === 'mapping' && file ? (
          <MappingStep file={file} on_change={set_file} on_back={again} on_go={() => void begin('preview')} />
        ) : null}
        {step === 'preview' || step === 'result' ? <JobProgress job={running} on_back={() => go('mapping')} /> : null}
        {step === 'preview' && file && result ? (
          <PreviewStep file={file} result={result} on_back={() => go('mapping')} on_go={() => void begin('result')} />
        ) : null}
        {step === 'result' && file && result ? <ResultStep file={file} result={result} on_again={again} /> : null}
      </div>
    </div>
  );
}
