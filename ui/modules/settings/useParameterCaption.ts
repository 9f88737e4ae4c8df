// What a parameter is called and what it does: the program's own words; a caption parameter is called after its field.
import { useCallback } from 'react';
import { useText, useWord } from '../../shell/language.tsx';
import type { Parameter } from './requests.ts';

export function useParameterCaption() {
  const t = useText();
  const word = useWord();
  const field_caption = useCallback(
    (field: string) => {
      const passport = /^passport_(.*)$/.exec(field)?.[1];
      if (passport) return `${t('ui.settings.passport')}: ${word(`passport.${passport}`, passport)}`;
      return word(`parameter.caption.${field}`, word(`customer.${field}`, field));
    },
    [t, word],
  );
  const caption = useCallback(
    ({ name, type, field }: Parameter) =>
      type === 'captions' && field ? field_caption(field) : word(`parameter.${name}`, name),
    [word, field_caption],
  );
  const effect = useCallback(
    ({ name, type }: Parameter) => word(`parameter.${type === 'captions' ? 'caption' : name}.effect`, ''),
    [word],
  );
  return { caption, effect };
}
