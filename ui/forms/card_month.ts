/// "2027-03-31" as it stands on the card: "03/27", or "0327"; "" when the day is not the last of its month.
export function card_month(day: string, short: boolean): string {
  const [, year, month, last] = /^\d\d(\d\d)-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (!year || !month) return '';
  if (new Date(Date.UTC(2000 + Number(year), Number(month), 0)).getUTCDate() !== Number(last)) return '';
  return month + (short ? '' : '/') + year;
}
