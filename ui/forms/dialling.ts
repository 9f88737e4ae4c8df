// What else happens when a number is dialled: the call is kept, or the house dials itself. Handed in (router.tsx), so that
// forms know no module.
import { createContext } from 'react';
import type { useText } from '../shell/language.tsx';

export const Dialling = createContext<(number: string, t: ReturnType<typeof useText>) => void>(() => {});
