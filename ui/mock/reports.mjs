// Events, the report "customers" and its exports in the stand-in server.
import * as people from './people.mjs';
import { refuse, start_job, state } from './state.mjs';

const seasons = ['2024/25', '2025/26', '2026/27'];
const productions = [
  'Faust',
  'Die Zauberflöte',
  'Nussknacker',
  'Hamlet',
  'Kerstconcert',
  'Jazz im Hof',
  'Woyzeck',
  'De Vliegende Hollander',
  'Carmen',
  'Sommernachtstraum',
];
const halls = ['Großer Saal', 'Studio', 'Kleine Zaal'];
export const events = Array.from({ length: 120 }, (_, i) => {
  const month = i % 12;
  const year = 2024 + Math.floor(i / 40) + (month < 8 ? 1 : 0);
  return {
    id: i + 1,
    code: `E${String(i + 1).padStart(4, '0')}`,
    name: productions[i % 10],
    subtitle: '',
    starts_at: `${year}-${String(month + 1).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}T19:30:00Z`,
    season: seasons[Math.floor(i / 40)],
    production: productions[i % 10],
    promoter: i % 3 ? 'Stadttheater' : 'Konzertbüro Nord',
    venue: 'Schauspielhaus',
    hall: halls[i % 3],
    capacity: 400,
    sold: 120 + (i % 200),
    reserved: i % 20,
    genres: [i % 2 ? 'Schauspiel' : 'Musik'],
    tags: i % 4 ? [] : ['Premiere'],
  };
});

const coming = (event) => event.starts_at >= new Date().toISOString();
function chosen(filter, many) {
  const among = (name, value) => {
    const list = many(name);
    return !list.length || list.some((one) => (Array.isArray(value) ? value.includes(one) : value === one));
  };
  return events.filter(
    (event) =>
      (filter.scope === 'coming' ? coming(event) : filter.scope === 'past' ? !coming(event) : true)
      && among('season', event.season)
      && among('production', event.production)
      && among('promoter', event.promoter)
      && among('genre', event.genres)
      && among('tag', event.tags)
      && among('event', event.code)
      && (!filter.q || `${event.name} ${event.code} ${event.season}`.toLowerCase().includes(filter.q.toLowerCase())),
  );
}

const base_columns = [
  ['order', 1, 'integer'],
  ['name', 2],
  ['first_name', 3],
  ['customer', 5, 'integer'],
  ['order_state', 9],
  ['ordered_at', 8, 'instant'],
  ['sold_by', 20],
  ['title', 30],
  ['name_prefix', 12],
  ['gender', 31],
  ['birth_date', 32, 'date'],
  ['street', 10],
  ['house_number', 11],
  ['house_number_suffix', 33],
  ['postcode', 7],
  ['town', 6],
  ['country', 21],
  ['phone_mobile', 14],
  ['phone_private', 15],
  ['email', 13],
  ['alternative_emails', 34],
  ['language', 22],
  ['labels', 23],
  ['permission:Newsletter', 24],
  ['permission_at:Newsletter', 35, 'instant'],
  ['permission:SMS', 25],
  ['permission_at:SMS', 36, 'instant'],
  ['events', 16],
  ['event_starts_at', 17, 'instant'],
  ['production', 18],
  ['venue', 26],
  ['hall', 19],
  ['tickets', 4, 'count'],
  ['ticket_types', 27],
  ['subscriptions', 28],
  ['promotions', 29],
  ['price', 5, 'money'],
  ['fee', 30, 'money'],
  ['order_total', 12, 'money'],
  ['paid', 13, 'money'],
  ['payment_types', 31],
  ['printed', 20, 'count'],
  ['scanned', 20, 'count'],
  ['description', 37],
  ['receipt_url', 38],
];
const seat_columns = [
  ['entrance', 8],
  ['section', 6],
  ['row', 4],
  ['seat', 4],
  ['price_zone', 15],
  ['ticket_type', 9],
  ['barcode', 16],
];

function row_of(run, index) {
  const person = people.original((index * 37 + run.events * 13) % people.total);
  const event = run.list[index % run.list.length];
  return {
    _order: 500_000 + index,
    _customer: person.id,
    ...(run.seats ? { _ticket: index + 1 } : {}),
    order: 500_000 + index,
    order_state: run.type.startsWith('reserved') ? 'reserved' : 'sold',
    ordered_at: '2026-02-03T10:15:00Z',
    sold_by: index % 2 ? 'online' : 'Anna',
    customer: person.number,
    ...Object.fromEntries(
      [
        'title',
        'first_name',
        'name_prefix',
        'name',
        'gender',
        'birth_date',
        'street',
        'house_number',
        'house_number_suffix',
        'postcode',
        'town',
        'country',
        'phone_private',
        'email',
        'language',
      ].map((name) => [name, person[name] ?? null]),
    ),
    labels: ['Freunde'],
    'permission:Newsletter': index % 3 ? 'given' : 'none',
    'permission:SMS': 'none',
    events: [event.code],
    event_starts_at: event.starts_at,
    production: event.production,
    venue: event.venue,
    hall: event.hall,
    tickets: 1 + (index % 4),
    ticket_types: ['Normal:2'],
    price: (20 * (1 + (index % 4))).toFixed(2),
    fee: '1.50',
    order_total: (21.5 * (1 + (index % 4))).toFixed(2),
    paid: '21.50',
    payment_types: ['card'],
    printed: index % 2,
    scanned: 0,
    entrance: 'Nord',
    section: 'Parkett',
    row: String(1 + (index % 30)),
    seat: String(1 + (index % 40)),
    price_zone: 'A',
    ticket_type: 'Normal',
    barcode: `4000${String(index).padStart(8, '0')}`,
  };
}

const find_run = (id) => state.runs[id - 1] ?? refuse(404, 'Diese Liste gibt es nicht mehr.');

export const reports = {
  'GET /event-filter': ({ query }) => {
    const list = chosen({ scope: query.get('scope') ?? 'all' }, () => []);
    const named = (values) => [...new Set(values)].sort().map((name, i) => ({ id: i + 1, name }));
    return {
      promoters: named(list.map((one) => one.promoter)),
      seasons: named(list.map((one) => one.season)).reverse(),
      productions: named(list.map((one) => one.production)),
      genres: named(list.flatMap((one) => one.genres)),
      tags: named(list.flatMap((one) => one.tags)),
      events: list.length,
    };
  },
  'GET /events': ({ query }) => {
    const list = chosen({ scope: query.get('scope') ?? 'all', q: query.get('q') }, (name) =>
      query.getAll(name === 'event' ? 'code' : name),
    );
    const offset = Number(query.get('offset') ?? 0);
    return { rows: list.slice(offset, offset + Number(query.get('limit') ?? 50)), count: list.length };
  },
  'POST /reports/customers/runs': ({ body }) => {
    const { scope, ...rest } = body.filter ?? {};
    if (!Object.values(rest).some((value) => value?.length))
      refuse(422, 'Bitte wählen Sie mindestens eine Veranstaltung, Produktion oder Spielzeit.', { issues: [] });
    const list = chosen({ scope: scope ?? 'all' }, (name) => rest[`${name}s`] ?? []);
    const seats = body.type.includes('seats');
    const columns = [...base_columns, ...(seats ? seat_columns : [])].map(([name, priority, kind]) => ({
      name,
      caption: name.replace(':', ' ').replaceAll('_', ' '),
      priority,
      kind: kind ?? 'text',
    }));
    const run = {
      id: state.runs.length + 1,
      type: body.type,
      events: list.length,
      list,
      seats,
      size: list.length * (seats ? 240 : 83),
      columns,
      made: Date.now(),
    };
    state.runs.push(run);
    return {
      status: 201,
      json: {
        id: run.id,
        type: run.type,
        events: run.events,
        columns,
        rows: Array.from({ length: Math.min(100, run.size) }, (_, i) => row_of(run, i)),
        cursor: run.size > 100 ? '100' : null,
      },
    };
  },
  'GET /reports/runs/:id/rows': ({ id, query }) => {
    const run = find_run(id);
    const offset = Number(query.get('offset') ?? 0);
    return {
      rows: Array.from(
        { length: Math.max(0, Math.min(Number(query.get('limit') ?? 100), run.size - offset)) },
        (_, i) => row_of(run, offset + i),
      ),
      cursor: null,
    };
  },
  'GET /reports/runs/:id/totals': ({ id }) => {
    const run = find_run(id);
    const done = Date.now() - run.made > 400;
    return {
      state: done ? 'done' : 'counting',
      rows: run.size,
      customers: Math.round(run.size * 0.8),
      tickets: run.size * (run.seats ? 1 : 2),
      so_far: Math.min(run.size, 100),
    };
  },
  'POST /reports/runs/:id/exports': ({ id, body }) => {
    const run = find_run(id);
    const names = run.columns.map((column) => column.name);
    return start_job('export', `Export ${body.format.toUpperCase()}`, run.size, 800, () => {
      const separator = body.csv?.startsWith('excel') ? ';' : ',';
      const lines = [
        names.join(separator),
        ...Array.from({ length: run.size }, (_, i) => {
          const row = row_of(run, i);
          return names.map((name) => row[name] ?? '').join(separator);
        }),
      ];
      return {
        file_name: `kunden.${body.format}`,
        content: lines.join('\n'),
        result: { rows: run.size, columns: names.length },
      };
    });
  },
  'GET /reports/runs/:id/print': ({ id }) => ({
    html: `<!doctype html><html lang="de"><title>Gästeliste</title><body><h1>Gästeliste</h1><table>${Array.from(
      { length: find_run(id).size },
      (_, i) => row_of(find_run(id), i),
    )
      .slice(0, 400)
      .map((row) => `<tr><td>${row.name}, ${row.first_name}</td><td>${row.row}/${row.seat}</td></tr>`)
      .join('')}</table></body></html>`,
  }),
};
