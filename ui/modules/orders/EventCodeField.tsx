// The code of an event date, found by what people know of it: name, hall or day. The browser's own list of proposals.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get } from '../../api/client.ts';
import type { EventRow } from '../../api/types.ts';
import { FieldFrame, input_props, type FieldProps } from '../../parts/Field.tsx';
import { show_date } from '../../parts/format.ts';
import { useLanguage } from '../../shell/language.tsx';
import { useMay } from '../../shell/session.tsx';

const most_proposals = 20;

function useProposals(typed: string): EventRow[] {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['events', 'codes', typed],
    enabled: may('events.read') && typed.trim().length > 1,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await get<{ rows: EventRow[] }>('/events', { q: typed, limit: most_proposals, offset: 0 }, signal)).rows,
  });
  return data ?? [];
}

export function EventCodeField(props: FieldProps) {
  const language = useLanguage();
  const proposals = useProposals(props.value);
  return (
    <FieldFrame {...props}>
      <input
        {...input_props(props)}
        list="event-codes"
        value={props.value}
        maxLength={props.max_length}
        spellCheck={false}
        onChange={(event) => props.on_type(event.target.value)}
      />
      <datalist id="event-codes">
        {proposals.map((event) => (
          <option key={event.code} value={event.code}>
            {[event.name, event.starts_at ? show_date(event.starts_at, language) : '', event.hall]
              .filter(Boolean)
              .join(' · ')}
          </option>
        ))}
      </datalist>
    </FieldFrame>
  );
}
