// The layer in which a customer is looked for. The house hands it in (router.tsx), so that forms know no module.
import { createContext, type ComponentType } from 'react';

interface PickerProps {
  /// What stood in the field before the question mark.
  initial: string;
  on_pick: (customer: { id: number; number: number; name: string; first_name?: string | null }) => void;
  on_cancel: () => void;
}
export const LinkPicker = createContext<ComponentType<PickerProps>>(() => null);
