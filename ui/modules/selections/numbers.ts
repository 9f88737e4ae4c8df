// Reading what is typed into the fields of a criterion. Pure.

/// A number where one was typed; else what was typed, for the program to refuse by name.
export const whole_number = (typed: string): number | string =>
  /^-?\d{1,15}$/.test(typed.trim()) ? Number(typed.trim()) : typed;

export const is_day = (value: unknown) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/// Customer numbers as people list them: separated by anything, each once.
export const numbers_in = (typed: string): number[] => [...new Set((typed.match(/\d{1,9}/g) ?? []).map(Number))];
