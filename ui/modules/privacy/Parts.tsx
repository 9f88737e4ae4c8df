// What goes, stays without a name, or stays: a line for each part of what the house holds.
import { show_date, show_number } from '../../parts/format.ts';
import { useLanguage, useText } from '../../shell/language.tsx';
import type { Part } from './requests.ts';

export function Parts({ parts, title }: { parts: readonly Part[]; title: string }) {
  const t = useText();
  const language = useLanguage();
  const kept = (part: Part) =>
    part.kept && part.kept_until ? t('ui.privacy.kept_until', { date: show_date(part.kept_until, language) }) : '';
  return (
    <table className="plain" aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{t('ui.privacy.head.part')}</th>
          <th scope="col" className="number">
            {t('ui.privacy.head.rows')}
          </th>
          <th scope="col">{t('ui.privacy.head.fate')}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.part} data-part={part.part}>
            <td>{part.text}</td>
            <td className="number">{show_number(part.rows, language)}</td>
            <td>{[t(`ui.privacy.fate.${part.fate}`), kept(part)].filter(Boolean).join('; ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
