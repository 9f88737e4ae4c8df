// The button that calls a number directly (J-085), where the house has telephony: the number goes to the program that
// the computer dials with, or the house asks its call service (J-086). Either way the call is kept (module telephony).
import { useContext } from 'react';
import { useText } from '../shell/language.tsx';
import { useMay, useSettings } from '../shell/session.tsx';
import { useHouseCaptions } from './captions.ts';
import { Dialling } from './dialling.ts';

const one_number = /[+(]*\d[\d ()/.-]*\d/;

/// The number of a call: the international form where it is known, else the digits of the first number typed.
function number_of(typed: string, international?: string): string | undefined {
  if (international) return international;
  const number = one_number.exec(typed)?.[0];
  if (!number) return undefined;
  const plus = number.includes('+');
  const digits = (plus ? number.replace('(0)', '') : number).replace(/\D/g, '');
  return digits.length < 3 ? undefined : `${plus ? '+' : ''}${digits}`;
}

/// The address of a call, as the house's template says.
export function call_address(typed: string, international?: string, template = 'tel:{number}', extension = '') {
  const number = number_of(typed, international);
  return number && template.replaceAll('{number}', number).replaceAll('{extension}', encodeURIComponent(extension));
}

export function Dial({ number, international }: { number: string; international?: string }) {
  const t = useText();
  const may = useMay();
  const { settings } = useSettings();
  const { dial_template } = useHouseCaptions();
  const dial = useContext(Dialling);
  const dialled = number_of(number, international);
  if (!dialled) return null;
  const keep = may('calls.take') ? () => dial(dialled, t) : undefined;
  const words = { 'data-dial': true, 'aria-label': t('ui.phone.call_number', { number }) };
  if (!dial_template)
    return keep ? (
      <button type="button" className="button" onClick={keep} {...words}>
        {t('ui.phone.call')}
      </button>
    ) : null;
  const href = call_address(number, international, dial_template, String(settings.extension ?? ''));
  return (
    <a className="button" href={href} onClick={keep} {...words}>
      {t('ui.phone.call')}
    </a>
  );
}
