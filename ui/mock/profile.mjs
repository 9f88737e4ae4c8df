// The lists of a customer, his links, letters and kind in the stand-in server.
import { row_fields } from './fields.mjs';
import { log_change, original_record } from './customers.mjs';
import * as people from './people.mjs';
import { now, refuse, state } from './state.mjs';

const records = {
  family: 'family_member',
  passports: 'passport',
  wishes: 'wish',
  'bank-accounts': 'bank_account',
  cards: 'card',
  phones: 'phone_entry',
  surcharges: 'surcharge',
  notes: 'note',
};
const all_rows = new Map();
let next = 1;
const in_json = (list) => list.replace('-', '_');
function rows_of(customer, list) {
  const key = `${customer}/${list}`;
  if (!all_rows.has(key)) all_rows.set(key, []);
  return all_rows.get(key);
}
const sensitive = (list) => row_fields[records[list]].filter((field) => field.privacy === 'sensitive');
const covered = (list, row) => ({
  ...row,
  ...Object.fromEntries(
    sensitive(list)
      .filter(({ name }) => row[name])
      .map(({ name }) => [name, `•••• ${String(row[name]).slice(-4)}`]),
  ),
});

function check(list, values) {
  const issues = [];
  for (const field of row_fields[records[list]]) {
    if (field.required && field.name in values && !values[field.name])
      issues.push({ field: field.name, key: 'error.required', message: 'Bitte ausfüllen.' });
    if (field.kind === 'date' && values[field.name] && !/^\d{4}-\d\d-\d\d$/.test(values[field.name]))
      issues.push({ field: field.name, key: 'error.date', message: 'Kein gültiges Datum.' });
  }
  if (values.iban && !/^[A-Z]{2}\d\d/i.test(values.iban))
    issues.push({ field: 'iban', key: 'error.iban', message: 'Das ist keine IBAN.' });
  if (Object.values(values).some((value) => /^4\d{15}$/.test(String(value).replace(/\s/g, ''))))
    issues.push({
      field: 'number',
      key: 'error.card',
      message: 'Vollständige Kreditkartennummern werden nicht gespeichert.',
    });
  if (issues.length) refuse(422, 'Die Angaben können so nicht gespeichert werden.', { issues });
}

function change(kind, customer, user, undo) {
  const event = log_change(kind, customer, {}, {}, user);
  state.events[event - 1].undo = undo;
  return event;
}

function find(customer, list, id) {
  const rows = rows_of(customer, list);
  const place = rows.findIndex((row) => row.id === Number(id));
  if (place < 0) refuse(404, 'Diese Zeile gibt es nicht.');
  return { rows, place, row: rows[place] };
}

const today = () => now().slice(0, 10);
function warnings_of(customer) {
  const day = today();
  const expired = (list) =>
    rows_of(customer, list)
      .filter((row) => row.valid_until && row.valid_until < day)
      .map((row) => ({
        key: `warning.${list}_expired`,
        text: list === 'cards' ? `Karte ${row.brand ?? ''} ist abgelaufen` : 'Ein Pass ist abgelaufen',
        list,
        row: row.id,
      }));
  return [...expired('cards'), ...expired('passports')];
}

const lists = Object.fromEntries(
  Object.keys(records).flatMap((list) => [
    [
      `POST /customers/:id/${list}`,
      ({ id, body, user }) => {
        check(list, body);
        const row = { id: next++, version: 1, position: rows_of(id, list).length + 1, ...body };
        if (list === 'notes') Object.assign(row, { written_at: now(), written_by: user.display_name });
        rows_of(id, list).push(row);
        const event = change('row_created', id, user, () =>
          all_rows.set(
            `${id}/${list}`,
            rows_of(id, list).filter((one) => one !== row),
          ),
        );
        return { status: 201, json: { ...covered(list, row), change_event: event } };
      },
    ],
    [
      `PATCH /customers/:id/${list}/:row`,
      ({ id, row: number, body, user, version }) => {
        const { rows, place, row } = find(id, list, number);
        if (version !== row.version)
          refuse(412, 'Die Zeile wurde inzwischen geändert.', { current: covered(list, row) });
        check(list, body);
        rows[place] = { ...row, ...body, version: row.version + 1 };
        const event = change('row_changed', id, user, () => {
          const { rows: now_rows, place: here } = find(id, list, number);
          now_rows[here] = { ...row, version: now_rows[here].version + 1 };
        });
        return { json: { ...covered(list, rows[place]), change_event: event }, version: rows[place].version };
      },
    ],
    [
      `DELETE /customers/:id/${list}/:row`,
      ({ id, row: number, user }) => {
        const { rows, place, row } = find(id, list, number);
        rows.splice(place, 1);
        return { json: { change_event: change('row_deleted', id, user, () => rows.splice(place, 0, row)) } };
      },
    ],
    [
      `PUT /customers/:id/${list}/order`,
      ({ id, body, user }) => {
        const before = [...rows_of(id, list)];
        all_rows.set(
          `${id}/${list}`,
          body.ids.map((one) => before.find((row) => row.id === one)),
        );
        return { json: { change_event: change('row_order', id, user, () => all_rows.set(`${id}/${list}`, before)) } };
      },
    ],
    [
      `GET /customers/:id/${list}/:row/secrets`,
      ({ id, row }) => {
        const found = find(id, list, row).row;
        return { json: Object.fromEntries(sensitive(list).map(({ name }) => [name, found[name] ?? null])) };
      },
    ],
  ]),
);

const links = [
  'commission_from',
  'billing_address_from',
  'surcharges_from',
  'company',
  'turnover_group',
  'joint_salutation_with',
  'fees_from',
  'agency',
];
const by_number = (number) => people.search(`#${number}`, 1)[0]?.record;
const short = (record) =>
  record && {
    id: record.id,
    number: record.number,
    name: [record.first_name, record.name].filter(Boolean).join(' '),
    town: record.town,
  };
const agencies = new Map();

export const profile = {
  ...lists,
  'GET /customers/:id/lists': ({ id }) => ({
    json: {
      ...Object.fromEntries(
        Object.keys(records).map((list) => [in_json(list), rows_of(id, list).map((row) => covered(list, row))]),
      ),
      former_numbers: (original_record(id)?.former ?? []).map((number) => ({ number })),
      agency: agencies.get(id) ?? null,
      labels: [],
      permissions: [],
      warnings: warnings_of(id),
    },
  }),
  'POST /customers/:id/family/:row/customer': ({ id, row: number, user }) => {
    const { row } = find(id, 'family', number);
    const made = {
      id: people.new_id(),
      version: 1,
      kind: 'private',
      ...Object.fromEntries(
        ['salutation', 'title', 'first_name', 'name', 'birth_date'].map((name) => [name, row[name] ?? null]),
      ),
      created_at: now(),
      changed_at: now(),
      country: 'DE',
    };
    made.number = 10_000 + made.id - 1;
    people.put(made);
    row.customer = made.number;
    return {
      status: 201,
      json: {
        customer: made.id,
        number: made.number,
        change_event: log_change('customer_created', made.id, null, made, user),
      },
    };
  },
  'POST /machine-readable-zones': ({ body }) => {
    const text = body.text.replace(/\s/g, '');
    const [last = '', first = ''] = text.slice(5, 44).split('<<');
    const second = text.slice(44);
    if (!/^\w{9}\d/.test(second))
      refuse(422, 'Die Zeile ist nicht lesbar.', {
        issues: [{ field: 'text', message: 'Die Prüfziffer der Passnummer stimmt nicht.' }],
      });
    const words = (part) => part.replaceAll('<', ' ').trim();
    const day = (part, future) =>
      `${future || Number(part.slice(0, 2)) < 30 ? 20 : 19}${part.slice(0, 2)}-${part.slice(2, 4)}-${part.slice(4, 6)}`;
    return {
      json: {
        number: words(second.slice(0, 9)),
        name: words(last),
        first_name: words(first),
        nationality: { NLD: 'NL', D: 'DE', AUT: 'AT', BEL: 'BE' }[words(second.slice(10, 13))] ?? 'NL',
        birth_date: day(second.slice(13, 19)),
        gender: second[20] === 'F' ? 'female' : 'male',
        valid_until: day(second.slice(21, 27), true),
        issuing_country: text.slice(2, 5),
      },
    };
  },
  'GET /customers/:id/agency': ({ id }) => ({ json: agencies.get(id) ?? { version: 0 } }),
  'PATCH /customers/:id/agency': ({ id, body, user }) => {
    const before = agencies.get(id) ?? { version: 0 };
    agencies.set(id, { ...before, ...body, version: before.version + 1 });
    const event = change('agency_changed', id, user, () =>
      agencies.set(id, { ...before, version: before.version + 2 }),
    );
    return { json: { ...agencies.get(id), change_event: event } };
  },
  'POST /customers/:id/kind': ({ id, body, user }) => {
    const record = people.find(id);
    const after = { ...record, kind: body.kind, version: record.version + 1, changed_at: now() };
    if (body.number === 'new') Object.assign(after, { number: 2_000_000 + id, former: [record.number] });
    people.put(after);
    return { json: { ...after, change_event: log_change('customer_changed', id, record, after, user) } };
  },
  'GET /customers/:id/links': ({ id }) => {
    const record = people.find(id);
    return {
      json: {
        links: links
          .filter((field) => record[field])
          .map((field) => {
            const other = short(by_number(record[field])) ?? null;
            return {
              field,
              customer: other,
              one_sided: field === 'joint_salutation_with',
              chain: other ? [other] : [],
              inherits:
                field === 'surcharges_from' && other
                  ? [{ what: 'surcharges_from', from: other, lines: rows_of(other.id, 'surcharges') }]
                  : [],
            };
          }),
        dependants: [],
      },
    };
  },
  'POST /customers/:id/links/:field/copy': ({ id, field, user }) => {
    const record = people.find(id);
    const other = by_number(record[field]) ?? refuse(422, 'Diesen Kunden gibt es nicht.');
    const after = { ...record, version: record.version + 1, changed_at: now() };
    for (const name of ['street', 'house_number', 'postcode', 'town', 'country']) after[name] ||= other[name];
    people.put(after);
    return { json: { ...after, change_event: log_change('customer_changed', id, record, after, user) } };
  },
  'GET /customers/:id/erasable': ({ id }) => ({
    json: id % 2 ? { deletable: true, hangs: [] } : { deletable: false, hangs: [{ what: 'orders', count: 3 }] },
  }),
  'GET /customers/:id/print-address': ({ id }) => {
    const record = people.find(id);
    return {
      json: {
        lines: [
          [record.first_name, record.name].filter(Boolean).join(' '),
          [record.street, record.house_number].filter(Boolean).join(' '),
          [record.postcode, record.town].filter(Boolean).join(' '),
        ].filter(Boolean),
        letter_salutation: record.letter_salutation ?? null,
      },
    };
  },
  'POST /customers/:id/letters': () => ({ content: '%PDF-1.4\n%%EOF\n', file: 'brief.pdf' }),
  'GET /customers/:id/label.pdf': () => ({ content: '%PDF-1.4\n%%EOF\n', file: 'etikett.pdf' }),
  'GET /customers/:id/notes.pdf': () => ({ content: '%PDF-1.4\n%%EOF\n', file: 'notizen.pdf' }),
  'GET /customers/:id/card.vcf': ({ id }) => ({
    content: `BEGIN:VCARD\nFN:${people.find(id).name}\nEND:VCARD\n`,
    file: 'karte.vcf',
  }),
  'GET /value-help': ({ query }) => ({
    json: {
      values: ['Lehrerin', 'Lehrer', 'Leiterin Verkauf']
        .filter((value) => value.toLowerCase().startsWith(query.get('q').toLowerCase()))
        .map((value, place) => ({ value, count: 40 - place })),
    },
  }),
};
