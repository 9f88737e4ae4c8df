// Whom a row of the file is probably: a customer by number or an earlier line, how sure that is, and the points of each feature.
import type { SimilarRow } from '../../api/types.ts';
import { useText, useWord } from '../../shell/language.tsx';
import { Reasons, Score } from '../duplicates/CandidateCard.tsx';
import styles from './Imports.module.css';

export function SimilarTo({ similar }: { similar: SimilarRow }) {
  const t = useText();
  const word = useWord();
  const { number, line, name, score } = similar;
  const points = Object.entries(similar.points).map(([field, count]) => ({
    field,
    points: count,
    text: word(`duplicates.feature.${field}`, field),
  }));
  return (
    <div className={styles.similar} data-similar={number ?? `line ${line}`}>
      {number === null
        ? t('ui.import.similar_line', { line: String(line), name })
        : t('ui.import.similar', { number: String(number), name })}{' '}
      <Score score={score} />
      <Reasons score={score} points={points} />
    </div>
  );
}
