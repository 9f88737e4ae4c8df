// Beside the builder: how many it finds, what each exclusion takes away, a sample, and why somebody is in or out.
import { useNavigate } from '@tanstack/react-router';
import { show_number } from '../../parts/format.ts';
import { useLanguage, useText, useWord } from '../../shell/language.tsx';
import { words_of } from '../../shell/words_of.ts';
import type { Members } from './document.ts';
import { sample_of, type Counted, type SampleRow } from './requests.ts';
import { useAsked, type Asked } from './useAsked.ts';
import { Why } from './Why.tsx';
import styles from './Selections.module.css';

function Total({ asked }: { asked: Asked<Counted> }) {
  const t = useText();
  const { told, waiting, failed } = asked;
  return (
    <section aria-label={t('ui.selections.total')}>
      <output className={styles.total} data-count={told?.count} data-waiting={waiting || undefined} aria-live="polite">
        {told ? t('ui.selections.count', { count: told.count }) : waiting ? t('ui.selections.counting') : ''}
      </output>
      {failed ? (
        <p role="alert" className={styles.refused}>
          {words_of(failed, t)}
        </p>
      ) : null}
    </section>
  );
}

/// What each exclusion takes away, in the order in which they are asked.
function Waterfall({ counted }: { counted?: Counted }) {
  const t = useText();
  const word = useWord();
  const language = useLanguage();
  const steps = (counted?.waterfall ?? []).filter(({ step, removed, added }) => step === 'where' || removed || added);
  if (!steps.length) return null;
  return (
    <section aria-label={t('ui.selections.waterfall')}>
      <h2>{t('ui.selections.waterfall')}</h2>
      <table className="plain">
        <caption className="hidden">{t('ui.selections.waterfall')}</caption>
        <thead className="hidden">
          <tr>
            <th scope="col">{t('ui.selections.step')}</th>
            <th scope="col">{t('ui.selections.step.removed')}</th>
            <th scope="col">{t('ui.selections.step.left')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ step, removed, added = 0, left }) => (
            <tr key={step} data-step={step} data-removed={removed}>
              <th scope="row">{word(`ui.selections.step.${step}`, step)}</th>
              <td className="number">
                {removed ? `−${show_number(removed, language)}` : added ? '' : '0'}
                {added ? ` +${show_number(added, language)}` : ''}
              </td>
              <td className="number">{show_number(left, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const name_of = ({ name, first_name, company }: SampleRow) =>
  [first_name, name].filter(Boolean).join(' ') || String(company ?? '');

function Sample({ document }: { document: string | undefined }) {
  const t = useText();
  const navigate = useNavigate();
  const { told, waiting } = useAsked(document, (signal) => sample_of(JSON.parse(document!) as Members, signal));
  if (!told?.customers.length) return null;
  return (
    <section aria-label={t('ui.selections.sample')} data-waiting={waiting || undefined}>
      <h2>{t('ui.selections.sample')}</h2>
      <ul className={styles.sample}>
        {told.customers.map((row) => (
          <li key={row.number}>
            <button
              type="button"
              className={styles.link}
              disabled={row.id === undefined}
              onClick={() => void navigate({ to: '/customers/$id', params: { id: String(row.id) } })}
            >
              {name_of(row)}
            </button>
            <span className="quiet">
              {row.town ? `${String(row.town)} · ` : ''}
              {row.number}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Beside({ asked, document }: { asked: Asked<Counted>; document: string | undefined }) {
  const t = useText();
  const counted = asked.told;
  return (
    <aside className={styles.beside} aria-label={t('ui.selections.beside')} data-area="panel">
      <Total asked={asked} />
      <Waterfall counted={counted} />
      <Why document={document} />
      <Sample document={asked.failed ? undefined : document} />
    </aside>
  );
}
