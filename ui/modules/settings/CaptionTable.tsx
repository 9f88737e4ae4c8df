// Captions a house gives its own fields, one line each with the three languages; a line is saved when it is left. Enter
// goes down.
import { Conflicts } from '../../forms/Conflicts.tsx';
import { useText } from '../../shell/language.tsx';
import type { Parameter } from './requests.ts';
import { caption_languages as languages, useParameter } from './useParameter.ts';
import { useParameterCaption } from './useParameterCaption.ts';
import styles from './Settings.module.css';

interface Props {
  parameters: readonly Parameter[];
  version: number;
  locked: boolean;
}

export function CaptionTable({ parameters, version, locked }: Props) {
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
            <CaptionLine key={parameter.name} {...{ parameter, version, locked }} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function CaptionLine({ parameter, version, locked }: Omit<Props, 'parameters'> & { parameter: Parameter }) {
  const { caption } = useParameterCaption();
  const { draft, fields, save } = useParameter(parameter, version);
  const name = caption(parameter);
  return (
    <tr
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) save();
      }}
    >
      <th scope="row">
        {name}
        <Conflicts {...{ draft, fields }} caption={(language) => `${name} (${language})`} on_done={save} />
      </th>
      {languages.map((language) => (
        <td key={language}>
          <input
            data-field={`${parameter.name}-${language}`}
            aria-label={`${name} (${language})`}
            lang={language}
            maxLength={60}
            value={draft.text(language)}
            readOnly={locked}
            onChange={(event) => draft.type(language, event.target.value)}
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
