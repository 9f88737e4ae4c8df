// "Hauptstr. 12a" -> street, house number, addition. Clerks type the line as it stands on the letter; the fields stay
// apart.
export interface StreetLine {
  street: string;
  house_number: string;
  house_number_suffix: string;
}

const line =
  /^(?<street>.*\p{L}.*?)[ ,]+(?<number>\d{1,5})(?:\s*[-/]\s*(?<after>[\dA-Za-z]{1,5})|\s*(?<suffix>[A-Za-z]{1,4}))?$/u;

/// Undefined when the line holds no house number.
export function split_street(text: string): StreetLine | undefined {
  const found = line.exec(text.trim())?.groups;
  if (!found) return undefined;
  return {
    street: found.street!.trim(),
    house_number: found.number!,
    house_number_suffix: found.suffix ?? found.after ?? '',
  };
}
