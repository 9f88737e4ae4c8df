// Merging customers in the stand-in server: the records alone, with made-up rows that move along.
import { fields, log_change } from './customers.mjs';
import { mark_done } from './duplicates.mjs';
import * as people from './people.mjs';
import { refuse, state } from './state.mjs';

const listed = fields
  .map(({ name }) => name)
  .filter((name) => !['created_at', 'changed_at', 'number', 'debtor_number', 'kind'].includes(name));
const empty = (value) => value === null || value === undefined || value === '';
const find = (id) => people.find(id) ?? refuse(404, 'Diesen Kunden gibt es nicht.');

function preview({ survivor, merged }, language) {
  const records = [survivor, ...merged].map(find);
  const said = { de: ['Bestellungen', 'Familie'], nl: ['Bestellingen', 'Familie'], en: ['Orders', 'Family'] }[language];
  return {
    fields: listed.map((name) => ({
      name,
      values: records.map((record) => ({ customer: record.id, value: record[name] ?? null })),
      proposed: (records.find((record) => !empty(record[name])) ?? records[0]).id,
    })),
    moves: [
      { table: 'customer_order', what: said[0], count: 3, sample: ['B-1001', 'B-1002'] },
      { table: 'family_member', what: said[1], count: 1, sample: ['Lena'] },
    ],
    warnings: records.some((one) => one.booking_block) ? ['Einer der Kunden ist für Buchungen gesperrt.'] : [],
  };
}

export const merges = {
  'POST /merges/previews': ({ body, language }) => preview(body, language),
  'POST /merges': ({ body, user }) => {
    const { fields: lines } = preview(body, 'de');
    const before = [body.survivor, ...body.merged].map(find);
    for (const one of before)
      if (body.versions?.[one.id] !== one.version) refuse(412, 'Der Kunde wurde inzwischen geändert.');
    const value_of = (line) => {
      const from = body.choose?.[line.name] ?? line.proposed;
      return line.values.find((one) => one.customer === from)?.value ?? null;
    };
    const values = Object.fromEntries(lines.map((line) => [line.name, value_of(line)]));
    const next = { ...before[0], ...values, version: before[0].version + 1 };
    people.put(next);
    body.merged.forEach((id) => people.remove(id));
    const event = log_change('customers_merged', body.survivor, before[0], next, user);
    state.events[event - 1].before_merge = before;
    mark_done(body.merged);
    return { status: 201, json: { survivor: next, change_event: event } };
  },
  'POST /merges/:id/reversal/preview': ({ id }) => {
    const event = state.events[id - 1] ?? refuse(404, 'Diese Änderung gibt es nicht.');
    const [survivor] = event.before_merge;
    return {
      since: [
        { what: 'Bestellungen', count: 1, to: { id: survivor.id, number: survivor.number, name: survivor.name } },
      ],
    };
  },
  'POST /merges/:id/reversal': ({ id, user }) => {
    const event = state.events[id - 1] ?? refuse(404, 'Diese Änderung gibt es nicht.');
    const before = people.find(event.customer);
    for (const record of event.before_merge) people.restore({ ...record, version: record.version + 2 });
    const reversal = log_change('reversal', event.customer, before, event.before_merge[0], user);
    event.undone_by = reversal;
    return { change_event: reversal };
  },
};
