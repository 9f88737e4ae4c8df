// Words as they are compared, whatever their capitals and accents.

/// Lower case without accents, for comparing what is typed with what is shown.
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss');
}
