// A field that holds another customer's number: `?` and Tab, F4 or the button open the search, the choice brings the
// number (J-146, J-147); below it stands who that is.
import { useQuery } from '@tanstack/react-query';
import { useContext, useRef, useState, type KeyboardEvent } from 'react';
import { get } from '../api/client.ts';
import { Arriving } from '../parts/Arriving.tsx';
import { FieldFrame, input_props, type FieldProps } from '../parts/Field.tsx';
import field_styles from '../parts/Field.module.css';
import { Icon } from '../parts/icons.tsx';
import { useText } from '../shell/language.tsx';
import { LinkPicker } from './link_picker.ts';

export interface LinkedCustomer {
  id: number;
  number: number;
  name: string;
  town?: string | null;
}

/// The customer with this number, while it is being typed.
function useNumber(number: string) {
  const tidy = number.trim();
  return useQuery({
    queryKey: ['number', tidy],
    enabled: /^\d{1,9}$/.test(tidy),
    staleTime: 60_000,
    retry: false,
    queryFn: async ({ signal }) => {
      const { hits } = await get<{ hits: (LinkedCustomer & { kind: string; first_name?: string })[] }>(
        '/search',
        { q: `#${tidy}`, limit: 1 },
        signal,
      );
      const hit = hits.find((one) => one.kind === 'customer' && String(one.number) === tidy);
      return hit ? { ...hit, name: [hit.first_name, hit.name].filter(Boolean).join(' ') } : null;
    },
  });
}

export function LinkField({ known, ...props }: FieldProps & { known?: LinkedCustomer | null }) {
  const t = useText();
  const Picker = useContext(LinkPicker);
  const box = useRef<HTMLInputElement>(null);
  const [asked, set_asked] = useState<string>();
  const found = useNumber(known && String(known.number) === props.value ? '' : props.value);
  const customer = known && String(known.number) === props.value ? known : found.data;
  const who = customer
    ? [customer.name, customer.town].filter(Boolean).join(', ')
    : props.value && found.data === null
      ? t('ui.link.unknown')
      : undefined;
  const open = () => set_asked(props.value.replace('?', ''));
  const on_key = (event: KeyboardEvent<HTMLInputElement>) => {
    const asks =
      event.key === 'F4'
      || (event.key === 'ArrowDown' && event.altKey)
      || (event.key === 'Tab' && !event.shiftKey && props.value.trim().endsWith('?'));
    if (!asks || props.read_only) return;
    event.preventDefault();
    open();
  };
  const close = (number?: string) => {
    if (number !== undefined) props.on_type(number);
    else if (props.value.includes('?')) props.on_type(props.value.replace('?', ''));
    set_asked(undefined);
    box.current?.focus();
  };
  return (
    <FieldFrame {...props} hint={who}>
      <div className={field_styles.withbutton}>
        <input
          ref={box}
          {...input_props({ ...props, hint: who })}
          value={props.value}
          maxLength={60}
          spellCheck={false}
          onChange={(event) => props.on_type(event.target.value)}
          onKeyDown={on_key}
          onBlur={props.on_leave}
        />
        {props.read_only ? null : (
          <button
            type="button"
            tabIndex={-1}
            className={field_styles.open}
            aria-label={t('ui.open_list', { name: props.label })}
            onClick={open}
          >
            <Icon name="search" size={16} />
          </button>
        )}
      </div>
      {asked === undefined ? null : (
        <Arriving>
          <Picker
            initial={asked}
            on_pick={(picked) => close(String(picked.number))}
            on_cancel={() => close(undefined)}
          />
        </Arriving>
      )}
    </FieldFrame>
  );
}
