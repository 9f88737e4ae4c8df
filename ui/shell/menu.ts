// The menu in groups: places whose names begin alike ("Auswertungen: …") stand together under one heading.

interface Named {
  name: string;
}
export interface Group<Entry> {
  heading?: string;
  /// Their names without the heading.
  entries: readonly (Entry & { short: string })[];
}

/// A group stands where the first of it stood; a name that begins like no other stays whole.
export function in_groups<Entry extends Named>(entries: readonly Entry[]): Group<Entry>[] {
  const heading_of = ({ name }: Named) => /^([^:]+): ./.exec(name)?.[1];
  const count = new Map<string, number>();
  for (const entry of entries) {
    const heading = heading_of(entry);
    if (heading) count.set(heading, (count.get(heading) ?? 0) + 1);
  }
  const groups: { heading?: string; entries: (Entry & { short: string })[] }[] = [];
  for (const entry of entries) {
    const begins = heading_of(entry);
    const heading = begins && count.get(begins)! > 1 ? begins : undefined;
    const short = heading ? entry.name.slice(heading.length + 2) : entry.name;
    const there = heading ? groups.find((group) => group.heading === heading) : groups.at(-1);
    if (there && there.heading === heading) there.entries.push({ ...entry, short });
    else groups.push({ heading, entries: [{ ...entry, short }] });
  }
  return groups;
}
