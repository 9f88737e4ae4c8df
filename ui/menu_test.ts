// What the menu of customers leads to, for whoever may go there.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const router = readFileSync(new URL('router.tsx', import.meta.url), 'utf8');
const module_of = (name: string) => readFileSync(new URL(`modules/${name}/module.ts`, import.meta.url), 'utf8');

/// Addresses and rights of the places that a module brings into the menu.
function places_of(name: string): Map<string, string> {
  const list = /export const places[^=]*= \[(.*?)\n\];/s.exec(module_of(name))?.[1] ?? '';
  const places = [...list.matchAll(/\{[^{}]*\}/g)].map(([place]) => [
    /to: '([^']+)'/.exec(place)?.[1] ?? '',
    /right: '([^']+)'/.exec(place)?.[1] ?? '',
  ]);
  return new Map(places as [string, string][]);
}

describe('the menu', () => {
  it('J-001 leads to the profiles, to selections and to statistics', () => {
    for (const [module, to, right] of [
      ['customers', '/customers', 'customers.read'],
      ['selections', '/selections', 'selections.run'],
      ['reports', '/reports/customer-statistics', 'bookings.read'],
      ['reports', '/reports/turnover', 'bookings.read'],
    ] as const) {
      expect(router, `the menu takes in ${module}`).toMatch(new RegExp(`const modules = \\[[^\\]]*\\b${module},`));
      expect(places_of(module).get(to), to).toBe(right);
    }
  });
});
