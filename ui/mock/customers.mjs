// The register's endpoints of the stand-in server.
import { customer_fields, row_fields } from './fields.mjs';
import * as people from './people.mjs';
import { now, refuse, state } from './state.mjs';

export const fields = customer_fields;

export const choices = (language) => {
  const label = (de, nl, en) => ({ de, nl, en })[language];
  return {
    category: {
      private: [
        { code: 'A', label: 'A' },
        { code: 'B', label: 'B' },
      ],
      company: [{ code: 'A', label: 'A' }],
      agency: [],
      prospect: [],
    },
    salutation: [
      ['Frau', 'Mevrouw', 'Ms'],
      ['Herr', 'De heer', 'Mr'],
      ['Familie', 'Familie', 'Family'],
    ].map(([de, nl, en]) => ({ code: de, label: label(de, nl, en) })),
    mailing_kind: [
      ['post', 'Post', 'Post', 'Post'],
      ['email', 'E-Mail', 'E-mail', 'E-mail'],
      ['none', 'keine', 'geen', 'none'],
    ].map(([code, ...words]) => ({ code, label: label(...words) })),
    payment_kind: [
      ['invoice', 'Rechnung', 'Factuur', 'Invoice'],
      ['direct_debit', 'Bankeinzug', 'Automatische incasso', 'Direct debit'],
      ['credit_card', 'Kreditkarte', 'Creditcard', 'Credit card'],
      ['cash', 'Bar', 'Contant', 'Cash'],
    ].map(([code, ...words]) => ({ code, label: label(...words) })),
    payment_term: [
      ['standard', 'Standard', 'Standaard', 'Standard'],
      ['booking_day', 'Buchungstag', 'Boekingsdag', 'Booking day'],
    ].map(([code, ...words]) => ({ code, label: label(...words) })),
    title: ['Dr.', 'Prof.', 'Prof. Dr.', 'Ing.'].map((code) => ({ code, label: code })),
    countries: [
      ['DE', 'Deutschland', 'Duitsland', 'Germany'],
      ['NL', 'Niederlande', 'Nederland', 'Netherlands'],
      ['AT', 'Österreich', 'Oostenrijk', 'Austria'],
      ['BE', 'Belgien', 'België', 'Belgium'],
      ['CH', 'Schweiz', 'Zwitserland', 'Switzerland'],
    ].map(([code, de, nl, en]) => ({ code, label: label(de, nl, en) })),
    languages: [
      ['de', 'Deutsch', 'Duits', 'German'],
      ['nl', 'Niederländisch', 'Nederlands', 'Dutch'],
      ['en', 'Englisch', 'Engels', 'English'],
    ].map(([code, de, nl, en]) => ({ code, label: label(de, nl, en) })),
  };
};

const in_list = (record) => ({ ...record, phone: record.phone_private ?? record.phone_mobile ?? null });
export const as_hit = ({ record, matched }) => ({
  kind: 'customer',
  id: record.id,
  number: record.number,
  name: record.name,
  first_name: record.first_name,
  name_prefix: record.name_prefix,
  matchcode: record.matchcode,
  street: record.street,
  house_number: record.house_number,
  postcode: record.postcode,
  town: record.town,
  country: record.country,
  phone: record.phone_private,
  email: record.email,
  customer_kind: record.kind,
  house_number_suffix: record.house_number_suffix,
  code1: record.code1,
  category: record.category,
  last_purchase_on: record.last_purchase_on,
  blocked: Boolean(record.booking_block),
  matched,
});

const compared = [
  'street',
  'house_number',
  'postcode',
  'town',
  'country',
  'phone',
  'email',
  'birth_date',
  'kind',
  'category',
  'code1',
];

export const proposals = (body) => {
  const female = /^(frau|mevrouw|mw|ms|mrs)/i.test(body.salutation ?? '');
  const male = /^(herr|de heer|dhr|mr)/i.test(body.salutation ?? '');
  const last = [body.name_prefix, body.name].filter(Boolean).join(' ');
  return {
    matchcode: body.name ? [body.name, body.first_name].filter(Boolean).join('*').slice(0, 60) : null,
    gender: female ? 'female' : male ? 'male' : 'none',
    number: 10_000 + people.total,
    debtor_number: 10_000 + people.total,
    country: 'DE',
    letter_salutation:
      last && (female || male)
        ? `${female ? 'Sehr geehrte Frau' : 'Sehr geehrter Herr'} ${[body.title, last].filter(Boolean).join(' ')}`
        : 'Sehr geehrte Damen und Herren',
  };
};

function check(values) {
  const issues = [];
  for (const [name, value] of Object.entries(values)) {
    const field = fields.find((one) => one.name === name);
    if (!field || value === null) continue;
    if (field.kind === 'email' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value))
      issues.push({ field: name, key: 'error.email', message: 'Diese E-Mail-Adresse ist nicht vollständig.' });
    if (field.max_length && String(value).length > field.max_length)
      issues.push({ field: name, key: 'error.too_long', message: `Höchstens ${field.max_length} Zeichen.` });
  }
  if ('name' in values && !values.name)
    issues.push({ field: 'name', key: 'error.required', message: 'Der Name fehlt.' });
  if (issues.length) refuse(422, 'Die Angaben können so nicht gespeichert werden.', { issues });
}

export const original_record = (id) => people.find(id);

export function log_change(kind, record, before, after, by) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (name) => !['id', 'version', 'changed_at', 'created_at'].includes(name),
  );
  const changes = names
    .filter((name) => (before?.[name] ?? null) !== (after?.[name] ?? null))
    .map((field) => ({
      record: 'customer',
      id: record,
      field,
      before: before?.[field] ?? null,
      after: after?.[field] ?? null,
    }));
  const event = {
    id: state.events.length + 1,
    at: now(),
    by: by.display_name,
    kind,
    customer: record,
    undone_by: null,
    undo_of: null,
    may_undo: true,
    changes,
    before,
    after,
  };
  state.events.push(event);
  return event.id;
}

const public_event = ({ before: _b, after: _a, customer, ...event }) => {
  const record = people.find_even_gone(customer);
  return {
    ...event,
    summary: {
      customer_created: 'Kunde angelegt',
      customer_changed: 'Kunde geändert',
      customer_deleted: 'Kunde gelöscht',
      customers_merged: 'Kunden zusammengeführt',
      reversal: 'Änderung rückgängig gemacht',
    }[event.kind],
    customer: { id: customer, number: record.number, name: record.name },
  };
};

export const customers = {
  'GET /fields': () => ({ records: { customer: fields, ...row_fields } }),
  'GET /choices': ({ language }) => choices(language),
  'GET /customers': ({ query }) => {
    const { rows, offset } = people.list({
      filter: query.get('filter'),
      order: query.get('order') ?? 'name',
      direction: query.get('direction') ?? 'asc',
      offset: Number(query.get('offset') ?? 0),
      limit: Number(query.get('limit') ?? 100),
      start: query.get('start'),
    });
    return { rows: rows.map(in_list), offset };
  },
  'GET /customers/count': ({ query }) => ({ count: people.count(query.get('filter')), exact: true }),
  'GET /search': ({ query }) => ({
    hits: people.search(query.get('q') ?? '', Number(query.get('limit') ?? 20)).map(as_hit),
    complete: true,
  }),
  'GET /search/customers': ({ query }) => {
    const asked = Object.fromEntries(
      ['name', 'first_name', 'number', 'matchcode', ...compared].map((one) => [one, query.get(one)]),
    );
    if (!Object.values(asked).some(Boolean))
      refuse(422, 'Bitte füllen Sie mindestens ein Suchfeld aus.', { issues: [] });
    if (asked.first_name && !asked.name)
      refuse(422, 'Die Suche braucht mehr.', {
        issues: [{ field: 'first_name', key: 'x', message: 'Bitte geben Sie auch den vollständigen Nachnamen ein.' }],
      });
    const found = asked.number
      ? people.search(asked.number, 10).map((one) => one.record)
      : people.list({
          filter: asked.matchcode ?? [asked.name, asked.first_name].filter(Boolean).join('*'),
          order: 'name',
          direction: 'asc',
          offset: 0,
          limit: 3000,
        }).rows;
    const fits = (record) =>
      compared.every(
        (one) =>
          !asked[one]
          || people.fold(record[one === 'phone' ? 'phone_private' : one]).startsWith(people.fold(asked[one])),
      );
    const code = people.fold(asked.matchcode ?? '');
    if (code) found.push(...people.changed_lately().filter((one) => people.fold(one.matchcode).startsWith(code)));
    const hits = [...new Set(found)].filter(fits).map((record) => as_hit({ record, matched: 'name' }));
    return { hits: hits.slice(0, 100), complete: hits.length <= 100 };
  },
  'GET /postcodes': ({ query }) => ({
    towns:
      {
        50667: ['Köln'],
        10115: ['Berlin'],
        1012: ['Amsterdam'],
        88422: ['Bad Buchau', 'Betzenweiler', 'Dürnau', 'Oggelshausen'],
      }[query.get('postcode').slice(0, 5).trim()] ?? [],
  }),
  'POST /customers/proposals': ({ body }) => proposals(body),
  'POST /customers': ({ body, user, headers }) => {
    if (!headers['idempotency-key']) refuse(428, 'Idempotency-Key fehlt.');
    const known = state.created.get(headers['idempotency-key']);
    if (known) return { status: 201, json: people.find(known), version: 1 };
    check({ name: '', ...body });
    const id = people.new_id();
    const filled = proposals(body);
    const record = {
      booking_block: false,
      hidden_in_search: false,
      first_contact_on: now().slice(0, 10),
      country: 'DE',
      ...body,
      id,
      version: 1,
      number: body.number ?? 10_000 + id - 1,
      created_at: now(),
      changed_at: now(),
      matchcode: body.matchcode ?? filled.matchcode,
    };
    people.put(record);
    state.created.set(headers['idempotency-key'], id);
    return {
      status: 201,
      json: { ...record, change_event: log_change('customer_created', id, null, record, user) },
      version: 1,
    };
  },
  'GET /customers/:id': ({ id }) => {
    const record = people.find(id) ?? refuse(404, 'Diesen Kunden gibt es nicht.');
    return { json: record, version: record.version };
  },
  'PATCH /customers/:id': ({ id, body, user, version }) => {
    const record = people.find(id) ?? refuse(404, 'Diesen Kunden gibt es nicht.');
    if (version === undefined) refuse(428, 'If-Match fehlt.');
    if (version !== record.version) {
      const since = state.events.filter((event) => event.customer === id).slice(-(record.version - version));
      refuse(412, 'Der Kunde wurde inzwischen geändert.', {
        current: record,
        changes: since.flatMap((event) => event.changes.map((change) => ({ ...change, at: event.at, by: event.by }))),
      });
    }
    check(body);
    const next = { ...record, ...body, version: record.version + 1, changed_at: now() };
    people.put(next);
    return {
      json: { ...next, change_event: log_change('customer_changed', id, record, next, user) },
      version: next.version,
    };
  },
  'DELETE /customers/:id': ({ id, user }) => {
    const record = people.find(id) ?? refuse(404, 'Diesen Kunden gibt es nicht.');
    people.remove(id);
    return { change_event: log_change('customer_deleted', id, record, null, user) };
  },
  'GET /customers/:id/history': ({ id }) => ({
    events: state.events
      .filter((event) => event.customer === id)
      .map(public_event)
      .reverse(),
    cursor: null,
  }),
  'GET /change-events': () => ({
    events: state.events
      .map(public_event)
      .map((event) => ({ ...event, changes: [] }))
      .reverse()
      .slice(0, 50),
    cursor: null,
  }),
  'GET /change-events/:id': ({ id }) =>
    public_event(state.events[id - 1] ?? refuse(404, 'Diese Änderung gibt es nicht.')),
  'POST /change-events/:id/reversal': ({ id, user }) => {
    const event = state.events[id - 1] ?? refuse(404, 'Diese Änderung gibt es nicht.');
    if (!event.before && !event.after) return { change_event: id };
    if (event.undo) {
      event.undo();
      return { change_event: log_change('reversal', event.customer, {}, {}, user) };
    }
    const current = people.find(event.customer);
    const conflicts = event.changes
      .filter((change) => current && (current[change.field] ?? null) !== (change.after ?? null))
      .map((change) => ({
        record: 'customer',
        id: event.customer,
        field: change.field,
        expected: change.after,
        found: current[change.field],
      }));
    if (conflicts.length && event.before && event.after)
      refuse(409, 'Inzwischen wurde weiter geändert.', { conflicts });
    let next = null;
    if (!event.before) people.remove(event.customer);
    else {
      next = {
        ...(current ?? event.before),
        ...Object.fromEntries(event.changes.map((change) => [change.field, change.before])),
        id: event.customer,
        version: (current?.version ?? event.before.version) + 1,
        changed_at: now(),
      };
      people.restore(next);
    }
    const reversal = log_change('reversal', event.customer, event.after, next, user);
    state.events[reversal - 1].undo_of = id;
    event.undone_by = reversal;
    event.may_undo = false;
    return { change_event: reversal };
  },
};
