// Values of an address, which may hold anything: what does not fit is left out.
export const text = (value: unknown) =>
  typeof value === 'string' && value ? value : typeof value === 'number' ? String(value) : undefined;
export const list = (value: unknown) =>
  Array.isArray(value) ? value.map(String) : text(value) ? [text(value)!] : undefined;
export const number = (value: unknown) =>
  Number.isFinite(Number(value)) && value !== '' && value !== null && value !== undefined ? Number(value) : undefined;
export const yes = (value: unknown) => value === true || value === 'true' || undefined;
