// How many parts a text message takes (3GPP TS 23.038, 23.040), counted as the house does (src/modules/mailing/sms_length.hpp).
const basic = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ ¤¡ÄÖÑÜ§¿äöñüà!"#%&\'()*+,-./:;<=>?';
const extended = '^{}\\[~]|€\f';
const is_plain = /^[0-9A-Za-z]$/;

export const most_sms_parts = 10;

export interface SmsLength {
  /// A character is not of the alphabet of telephones: fewer go into a part.
  is_unicode: boolean;
  units: number;
  parts: number;
  /// Units that are free in the last part.
  left: number;
}

function divided(units: readonly number[], alone: number, each: number): Omit<SmsLength, 'is_unicode'> {
  const total = units.reduce((sum, one) => sum + one, 0);
  if (total <= alone) return { units: total, parts: total ? 1 : 0, left: alone - total };
  let parts = 1;
  let in_part = 0;
  for (const one of units) {
    if (in_part + one > each) {
      parts += 1;
      in_part = 0;
    }
    in_part += one;
  }
  return { units: total, parts, left: each - in_part };
}

const units_of = (one: string) => (is_plain.test(one) || basic.includes(one) ? 1 : extended.includes(one) ? 2 : 0);

export function sms_length(text: string): SmsLength {
  const characters = [...text];
  const seven = characters.map(units_of);
  const is_unicode = seven.includes(0);
  return {
    is_unicode,
    ...(is_unicode
      ? divided(
          characters.map((one) => one.length),
          70,
          67,
        )
      : divided(seven, 160, 153)),
  };
}
