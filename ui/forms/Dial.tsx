// The button that calls a number directly (J-085), where the house has telephony: the number goes to the program that
// the computer dials with.
import { useText } from '../shell/language.tsx';

const one_number = /[+(]*\d[\d ()/.-]*\d/;

/// The address of a call: the international form where it is known, else the digits of the first number typed.
export function call_address(typed: string, international?: string): string | undefined {
  if (international) return `tel:${international}`;
  const number = one_number.exec(typed)?.[0];
  if (!number) return undefined;
  const plus = number.includes('+');
  const digits = (plus ? number.replace('(0)', '') : number).replace(/\D/g, '');
  return digits.length < 3 ? undefined : `tel:${plus ? '+' : ''}${digits}`;
}

export function Dial({ number, international }: { number: string; international?: string }) {
  const t = useText();
  const href = call_address(number, international);
  return href ? (
    <a className="button" href={href} data-dial aria-label={t('ui.phone.call_number', { number })}>
      {t('ui.phone.call')}
    </a>
  ) : null;
}
