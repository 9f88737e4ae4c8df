// Captions a house gives its own fields, one line each with the three languages; a line is saved when it is left. Enter
// goes down.
import { useState } from 'react';
import { useText } from '../../shell/language.tsx';
import type { Save } from './ParameterList.tsx';
import type { CaptionWords, Parameter } from './requests.ts';
import { useParameterCaption } from './useParameterCaption.ts';
import styles from './Settings.module.css';

const languages = ['de', 'nl', 'en'] as const;
const none: CaptionWords = { de: '', nl: '', en: '' };

interface Props {
  parameters: readonly Parameter[];
  locked: boolean;
  save: Save;
}

export function CaptionTable({ parameters, locked, save }: Props) {
  const t = useText();
  const { effect } = useParameterCaption();
  return (
    <>
      <p className={styles.intro}>{effect(parameters[0]!)}</p>
      <table className={`plain ${styles.captions}`}>
        <thead>
          <tr>
            <th scope="col">{t('ui.settings.field')}</th>
            <th scope="col">Deutsch</th>
            <th scope="col">Nederlands</th>
            <th scope="col">English</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map((parameter) => (
            <CaptionLine key={`${parameter.name}${JSON.stringify(parameter.value)}`} {...{ parameter, locked, save }} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function CaptionLine({ parameter, locked, save }: Omit<Props, 'parameters'> & { parameter: Parameter }) {
  const { caption } = useParameterCaption();
  const [words, set_words] = useState<CaptionWords>((parameter.value as CaptionWords | null) ?? none);
  const name = caption(parameter);
  return (
    <tr
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) save(parameter, words);
      }}
    >
      <th scope="row">{name}</th>
      {languages.map((language) => (
        <td key={language}>
          <input
            data-field={`${parameter.name}-${language}`}
            aria-label={`${name} (${language})`}
            lang={language}
            maxLength={60}
            value={words[language] ?? ''}
            readOnly={locked}
            onChange={(event) => set_words((old) => ({ ...old, [language]: event.target.value }))}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              const next = event.currentTarget.closest('tr')!.nextElementSibling;
              next?.querySelector<HTMLInputElement>(`[data-field$="-${language}"]`)?.focus();
            }}
          />
        </td>
      ))}
    </tr>
  );
}
