// A field of a booking as it is entered: the screen's own, with the limits that the server declares.
import { useMemo } from 'react';
import type { FieldDeclaration } from '../../api/types.ts';
import { declaration_of, type Field } from './booking.ts';

export function useDeclaration(field: Field, declared: readonly FieldDeclaration[] | undefined, locked: boolean) {
  return useMemo(() => {
    const limits = declared?.find((one) => one.name === field.name);
    return declaration_of(field, limits, locked);
  }, [field, declared, locked]);
}
