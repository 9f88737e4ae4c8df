// A parameter while it is being set. All parameters have one version: they are saved in turn (turns.ts).
import { useMemo } from 'react';
import type { FieldDeclaration, Value } from '../../api/types.ts';
import type { Values } from '../../forms/draft.ts';
import type { Stored } from '../../forms/saving.ts';
import { useText } from '../../shell/language.tsx';
import { change_parameter, get_parameters, type CaptionWords, type Parameter, type Parameters } from './requests.ts';
import { parameter_turns } from './turns.ts';
import { useParameterCaption } from './useParameterCaption.ts';
import { useSetting } from './useSetting.ts';

export const caption_languages = ['de', 'nl', 'en'] as const;
const captions: readonly FieldDeclaration[] = caption_languages.map((name) => ({ name, kind: 'text' }));
const single: Partial<Record<Parameter['type'], readonly FieldDeclaration[]>> = Object.fromEntries(
  ['yes_no', 'integer', 'text', 'choice', 'fields'].map((kind) => [kind, [{ name: 'value', kind }]]),
);

/// A caption has a value for each language, any other parameter one.
const stored_of = ({ type, value }: Parameter, version: number): Stored =>
  type === 'captions' ? { ...(value as CaptionWords | null), version } : { value: value as Value, version };

const sent_of = ({ type }: Parameter, before: Values, values: Values) =>
  type === 'captions'
    ? (Object.fromEntries(
        caption_languages.map((language) => [language, String({ ...before, ...values }[language] ?? '')]),
      ) as unknown as CaptionWords)
    : (values.value ?? null);

const written = (parameters: Parameters & { change_event?: number }, name: string) => {
  const now = parameters.groups.flatMap((group) => group.parameters).find((one) => one.name === name);
  return { saved: stored_of(now!, parameters.version), event: parameters.change_event };
};

export function useParameter(parameter: Parameter, version: number) {
  const t = useText();
  const { caption } = useParameterCaption();
  const { name, type } = parameter;
  const stored = useMemo(() => stored_of(parameter, version), [parameter, version]);
  const fields = type === 'captions' ? captions : single[type]!;
  const { draft, save } = useSetting({
    list: 'parameters',
    mark: name,
    stored,
    fields,
    change: (values, known) =>
      parameter_turns.take(known, async (newest) =>
        written(await change_parameter(newest, name, sent_of(parameter, draft.base, values)), name),
      ),
    load: async () => written(await get_parameters(), name).saved,
    said: t('ui.settings.saved', { name: caption(parameter) }),
  });
  const put = (value: Value) => {
    draft.type('value', value);
    save();
  };
  return { draft, fields, put, save };
}
