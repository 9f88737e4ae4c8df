// Taking over files, in four steps: file, columns, rehearsal, result. Nothing is written before the rehearsal has been
// seen, and the whole can be taken back.
import { useRef } from 'react';
import { useWindowTitle } from '../../parts/useWindowTitle.ts';
import { useText } from '../../shell/language.tsx';
import { FileStep } from './FileStep.tsx';
import { MappingStep } from './MappingStep.tsx';
import { JobProgress } from './JobProgress.tsx';
import { PreviewStep } from './PreviewStep.tsx';
import { ResultStep } from './ResultStep.tsx';
import { steps, useImport, type Step } from './useImport.ts';
import styles from './Imports.module.css';

export function Imports() {
  const t = useText();
  const head = useRef<HTMLHeadingElement>(null);
  const { step, go, file, set_file, running, result, refusal, begin, again, say } = useImport(head);
  useWindowTitle(t('ui.place.imports'));
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('ui.place.imports')}</h1>
        {file ? <span className="quiet">{file.file_name}</span> : null}
      </div>
      <Steps here={step} />
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
          <MappingStep file={file} on_change={set_file} on_back={again} on_go={() => begin('preview')} />
        ) : null}
        {step === 'preview' || step === 'result' ? <JobProgress job={running} on_back={() => go('mapping')} /> : null}
        {step === 'preview' && file && result ? (
          <PreviewStep
            file={file}
            result={result}
            on_back={() => go('mapping')}
            on_go={() => begin('result')}
            on_said={(values) => void say(values)}
          />
        ) : null}
        {step === 'result' && file && result ? <ResultStep file={file} result={result} on_again={again} /> : null}
      </div>
    </div>
  );
}

function Steps({ here }: { here: Step }) {
  const t = useText();
  return (
    <ol className={styles.steps} aria-label={t('ui.import.steps')}>
      {steps.map((one, place) => (
        <li
          key={one}
          aria-current={one === here ? 'step' : undefined}
          className={steps.indexOf(here) > place ? styles.past : ''}
        >
          {place + 1}. {t(`ui.import.step.${one}`)}
        </li>
      ))}
    </ol>
  );
}
