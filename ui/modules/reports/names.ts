// Several names in one field, separated by ";". Pure.

/// What was typed, with the name that is being typed replaced: "A; B" + "Bach" = "A; Bach".
export function with_last(typed: string, name: string): string {
  const before = typed
    .split(';')
    .slice(0, -1)
    .map((one) => one.trim());
  return [...before, name].join('; ');
}
