// Captions that a house gives its own fields (Code1, status fields, free fields), by kind of customer, and what it
// demands or locks. Where it gives none, the standard caption of the texts holds.
import { useQuery } from '@tanstack/react-query';
import { createContext, useCallback, useContext } from 'react';
import { get } from '../api/client.ts';
import type { FieldDeclaration, Kind } from '../api/types.ts';
import { useLanguage, useWord } from '../shell/language.tsx';

export interface Captions {
  captions: Record<string, string | null>;
  mandatory: readonly string[];
  locked: readonly string[];
  /// Fields of modules this house does not have, and of the fifth free field where it is switched off.
  absent: readonly string[];
  listed: readonly string[];
  /// Numbers have a button that calls (module telephony, J-085).
  dials: boolean;
  /// What the browser opens to dial, with {number} and {extension}; '' where the house dials itself.
  dial_template: string;
}

const none: Captions = {
  ...{ captions: {}, mandatory: [], locked: [], absent: [], listed: [], dials: false, dial_template: 'tel:{number}' },
};

function read(answer: Record<string, unknown>): Captions {
  const words = Object.entries(answer).filter(([, value]) => typeof value === 'string' || value === null);
  const lists = Object.fromEntries(
    (['mandatory', 'locked', 'absent', 'listed'] as const).map((name) => [name, (answer[name] as string[]) ?? []]),
  );
  return {
    ...none,
    ...lists,
    dials: answer.dials === true,
    dial_template: String(answer.dial_template ?? none.dial_template),
    captions: Object.fromEntries(words) as Captions['captions'],
  };
}

export function useCaptions(kind: Kind): Captions {
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['captions', kind, language],
    staleTime: 60_000,
    queryFn: async ({ signal }) => read(await get<Record<string, unknown>>('/captions', { kind }, signal)),
  });
  return data ?? none;
}

export const HouseCaptions = createContext<Captions>(none);

export const useHouseCaptions = () => useContext(HouseCaptions);

/// The caption of a field of `record`: the house's own, else the standard one.
export function useCaption(record = 'customer'): (name: string) => string {
  const word = useWord();
  const { captions } = useContext(HouseCaptions);
  return useCallback(
    (name) => {
      const own = captions[record === 'customer' ? name : `${record}_${name}`];
      return own || word(`${record}.${name}`, name.replaceAll('_', ' '));
    },
    [word, captions, record],
  );
}

/// What the house demands or locks for this kind, put onto the declarations.
export function as_demanded(fields: readonly FieldDeclaration[], house: Captions): FieldDeclaration[] {
  return fields.map((field) => ({
    ...field,
    required: field.required || house.mandatory.includes(field.name),
    read_only: field.read_only || house.locked.includes(field.name),
  }));
}
