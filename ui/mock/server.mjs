// A stand-in for the program while working on the browser part: the same addresses, in memory, one million made-up
// customers. Serves dist/ too, under the same content policy as the program. `npm run mock`; MOCK_PORT, MOCK_CUSTOMERS,
// MOCK_SECRET.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { customers } from './customers.mjs';
import { duplicates } from './duplicates.mjs';
import { imports } from './imports.mjs';
import { merges } from './merges.mjs';
import { profile } from './profile.mjs';
import { reports } from './reports.mjs';
import { settings } from './settings.mjs';
import { refuse, Refused, state } from './state.mjs';

const port = Number(process.env.MOCK_PORT ?? 8099);
const secret = process.env.MOCK_SECRET ?? 'first';
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";
const types = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};
const roles = [
  { id: 1, name: 'administrator', permissions: ['*'], version: 1 },
  {
    id: 2,
    name: 'desk',
    permissions: [
      'search',
      'customers.read',
      'customers.create',
      'customers.change',
      'events.read',
      'history.read',
      'changes.undo',
      'reports.customers',
      'reports.print',
    ],
    version: 1,
  },
];
const all = [
  'audit.read',
  'changes.undo',
  'customers.change',
  'customers.number',
  'customers.kind',
  'customers.booking_block',
  'customers.hidden_in_search',
  'customers.no_open_items',
  'customers.no_selection',
  'notes.change',
  'parameters.manage',
  'sensitive.read',
  'surcharges.change',
  'sensitive.change',
  'customers.create',
  'customers.delete',
  'customers.merge',
  'customers.read',
  'customers.see_hidden',
  'events.read',
  'history.read',
  'imports.run',
  'reports.customers',
  'reports.export',
  'reports.print',
  'search',
  'settings.change',
  'users.manage',
];
state.users.push({
  id: 1,
  name: 'anna',
  display_name: 'Anna Beispiel',
  password: 'anna',
  language: 'de',
  roles: ['administrator'],
  active: true,
  version: 1,
});

const open_user = ({ password: _p, ...user }) => user;
const permissions_of = (user) => [
  ...new Set(
    user.roles
      .flatMap((name) => roles.find((role) => role.name === name)?.permissions ?? [])
      .flatMap((one) => (one === '*' ? all : [one])),
  ),
];
function as_session(session) {
  const house = {
    name: 'Schauspielhaus Musterstadt',
    time_zone: 'Europe/Berlin',
    currency: 'EUR',
    empty: process.env.MOCK_EMPTY === '1',
  };
  if (!session) return { signed_in: false, house, token: '', first_sign_in_open: state.users.length < 2 };
  return {
    signed_in: true,
    user: open_user(session.user),
    permissions: permissions_of(session.user),
    token: session.token,
    house,
    first_sign_in_open: false,
  };
}
function sign_in(user) {
  const session = { id: randomBytes(16).toString('hex'), token: randomBytes(16).toString('hex'), user };
  state.sessions.set(session.id, session);
  return { json: as_session(session), cookie: `sid=${session.id}; HttpOnly; SameSite=Strict; Path=/` };
}

const own = {
  'GET /session': ({ session }) => as_session(session),
  'POST /session': ({ body }) =>
    sign_in(
      state.users.find((user) => user.name === body.name && user.password === body.password && user.active)
        ?? refuse(401, 'Name oder Passwort stimmt nicht.'),
    ),
  'DELETE /session': ({ session }) => {
    state.sessions.delete(session.id);
    return { status: 204 };
  },
  'POST /first-sign-in': ({ body }) => {
    if (body.secret !== secret) refuse(403, 'Dieser Schlüssel gilt nicht.');
    const user = { id: state.users.length + 1, roles: ['administrator'], active: true, version: 1, ...body };
    state.users.push(user);
    return sign_in(user);
  },
  'GET /users': () => ({ users: state.users.map(open_user) }),
  'POST /users': ({ body }) => {
    const user = { id: state.users.length + 1, active: true, version: 1, ...body };
    state.users.push(user);
    return { status: 201, json: open_user(user) };
  },
  'PATCH /users/:id': ({ id, body }) => open_user(Object.assign(state.users[id - 1], body)),
  'GET /roles': () => ({ roles, permissions: all }),
  'PUT /roles/:id': ({ id, body }) => Object.assign(roles[id - 1], body),
  'GET /me/settings': ({ user }) =>
    state.settings.get(user.id) ?? {
      language: user.language,
      theme: 'system',
      enter_moves_on: true,
      letters_on: false,
    },
  'PATCH /me/settings': ({ user, body }) => {
    state.settings.set(user.id, {
      language: user.language,
      theme: 'system',
      enter_moves_on: true,
      letters_on: false,
      ...state.settings.get(user.id),
      ...body,
    });
    return state.settings.get(user.id);
  },
  'GET /me/views/:name': ({ user, name }) => state.views.get(`${user.id}${name}`) ?? { columns: null, widths: {} },
  'PUT /me/views/:name': ({ user, name, body }) => {
    state.views.set(`${user.id}${name}`, body);
    return body;
  },
  'GET /jobs': () => ({ jobs: state.jobs.map(({ content: _c, ...job }) => job) }),
  'GET /jobs/:id': ({ id }) => {
    const { content: _c, ...job } =
      state.jobs.find((one) => one.id === id) ?? refuse(404, 'Diesen Auftrag gibt es nicht.');
    return job;
  },
  'DELETE /jobs/:id': ({ id }) => {
    const job = state.jobs.find((one) => one.id === id);
    if (job?.state === 'running') job.state = 'cancelled';
    return { status: 204 };
  },
  'GET /jobs/:id/result': ({ id }) => {
    const job = state.jobs.find((one) => one.id === id);
    return { file: job.file_name, content: job.content };
  },
};
const open = new Set(['GET /session', 'POST /session', 'POST /first-sign-in']);
const table = Object.entries({
  ...own,
  ...customers,
  ...duplicates,
  ...merges,
  ...profile,
  ...settings,
  ...reports,
  ...imports,
}).map(([name, handle]) => {
  const [method, path] = name.split(' ');
  return { name, method, parts: path.split('/'), handle };
});

function route(method, path) {
  const parts = path.split('/');
  const found = table.filter(
    (one) =>
      one.method === method
      && one.parts.length === parts.length
      && one.parts.every((part, i) => part.startsWith(':') || part === parts[i]),
  );
  return found.sort((a, b) => a.name.split(':').length - b.name.split(':').length)[0];
}

async function answer_api(request, response, url) {
  const path = url.pathname.slice('/api/v1'.length);
  const cookie = /sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  const session = state.sessions.get(cookie);
  if (path === '/jobs/stream') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': here\n\n');
    state.listeners.add(response);
    request.on('close', () => state.listeners.delete(response));
    return;
  }
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const raw = Buffer.concat(pieces);
  const target = route(request.method, path);
  if (!target) refuse(404, `Unbekannt: ${path}`);
  if (!open.has(target.name) && !session) refuse(401, 'Bitte melden Sie sich an.');
  if (
    request.method !== 'GET'
    && session
    && !open.has(target.name)
    && request.headers['x-kartei-token'] !== session.token
  )
    refuse(403, 'X-Kartei-Token');
  const named = Object.fromEntries(
    target.parts
      .map((part, i) => [part.slice(1), decodeURIComponent(path.split('/')[i] ?? '')])
      .filter((_, i) => target.parts[i].startsWith(':')),
  );
  const outcome = target.handle({
    ...named,
    id: Number(named.id),
    query: url.searchParams,
    headers: request.headers,
    session,
    user: session?.user,
    raw,
    language: (request.headers['accept-language'] ?? 'de').slice(0, 2),
    body:
      raw.length && /json/.test(request.headers['content-type'] ?? '') ? JSON.parse(raw.toString('utf8')) : undefined,
    version: request.headers['if-match'] ? Number(request.headers['if-match'].replaceAll('"', '')) : undefined,
  });
  if (outcome?.html) {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(outcome.html);
    return;
  }
  if (outcome && 'content' in outcome) {
    response
      .writeHead(200, {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': `attachment; filename="${outcome.file}"`,
      })
      .end(outcome.content);
    return;
  }
  const plain =
    outcome
    && (outcome.json !== undefined || outcome.status !== undefined)
    && !('kind' in outcome && 'title' in outcome)
      ? outcome
      : { json: outcome };
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  if (plain.version) headers.ETag = `"${plain.version}"`;
  if (plain.cookie) headers['Set-Cookie'] = plain.cookie;
  response.writeHead(plain.status ?? 200, headers).end(plain.status === 204 ? '' : JSON.stringify(plain.json));
}

function answer_file(response, url) {
  const wanted = normalize(url.pathname).replace(/^(\.\.[/\\])+/, '');
  const file = join(dist, existsSync(join(dist, wanted)) && extname(wanted) ? wanted : 'index.html');
  const packed = existsSync(`${file}.gz`);
  response.writeHead(200, {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    ...(packed ? { 'Content-Encoding': 'gzip' } : {}),
    'Cache-Control': extname(file) === '.html' ? 'no-cache' : 'max-age=31536000, immutable',
  });
  response.end(readFileSync(packed ? `${file}.gz` : file));
}

createServer((request, response) => {
  const url = new URL(request.url, 'http://mock');
  if (!url.pathname.startsWith('/api/v1')) {
    answer_file(response, url);
    return;
  }
  answer_api(request, response, url).catch((reason) => {
    if (!(reason instanceof Refused)) console.error(reason);
    const problem = {
      type: 'about:blank',
      title: reason.message,
      status: reason.status ?? 500,
      ...(reason.more ?? { reference: 'mock' }),
    };
    response.writeHead(problem.status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify(problem));
  });
}).listen(port, '127.0.0.1', () =>
  console.log(`stand-in on http://127.0.0.1:${port} (anna/anna, first sign-in: /welcome#${secret})`),
);
