// Parameters, captions, choice lists, number ranges and base data of the stand-in server.
import { refuse } from './state.mjs';

const own = {
  code1: 'Clubkarte',
  status1: 'Stammgast',
  status2: 'Vereinsmitglied',
  status5: 'Presse',
  passport_free1: 'Visum',
};
const names = [
  'code1',
  'code2',
  ...Array.from({ length: 32 }, (_, i) => `status${i + 1}`),
  ...Array.from({ length: 5 }, (_, i) => `free${i + 1}`),
  ...Array.from({ length: 5 }, (_, i) => `passport_free${i + 1}`),
];

export const settings = {
  'GET /captions': () => ({
    json: {
      ...Object.fromEntries(names.map((name) => [name, own[name] ?? null])),
      mandatory: [],
      locked: [],
      absent: [],
      listed: [],
    },
  }),
  'GET /base-data/:what': () => refuse(404, 'noch nicht'),
};
