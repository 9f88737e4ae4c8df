import { describe, expect, it } from 'vitest';
import { is_web_address, read_date, read_money, show_date, show_instant, show_money, show_value } from './format.ts';

const today = new Date('2026-11-21T12:00:00Z');

describe('dates as clerks type them', () => {
  it.each([
    ['1.3.85', '1985-03-01'],
    ['01-03-1985', '1985-03-01'],
    ['010385', '1985-03-01'],
    ['01031985', '1985-03-01'],
    ['1985-03-01', '1985-03-01'],
    ['1/3/26', '2026-03-01'],
    ['1.3.27', '1927-03-01'],
    ['29.02.2024', '2024-02-29'],
  ])('%s is %s', (text, day) => expect(read_date(text, today)).toBe(day));
  it.each(['31.02.2020', '29.02.2023', '1.13.2020', 'heute', '1.3', '32011985'])('%s is no day', (text) =>
    expect(read_date(text, today)).toBeNull(),
  );
});

describe('amounts as clerks type them', () => {
  it.each([
    ['1.200,50', '1200.50'],
    ['1200.50', '1200.50'],
    ['1200,5', '1200.5'],
    ['1.200', '1200'],
    ['1,200.00', '1200.00'],
    ['1.234.567', '1234567'],
    ['-30', '-30'],
    ['25 €', '25'],
  ])('%s is %s', (text, amount) => expect(read_money(text)).toBe(amount));
  it('reads thousands as the language writes them', () => expect(read_money('1,200', 'en')).toBe('1200'));
  it.each(['', 'viel', '12a'])('%s is no amount', (text) => expect(read_money(text)).toBeNull());
});

describe('values as people of each language write them', () => {
  it('writes days', () => {
    expect(['de', 'nl', 'en'].map((language) => show_date('1985-03-01', language))).toEqual([
      '01.03.1985',
      '01-03-1985',
      '01/03/1985',
    ]);
  });
  it('writes instants in the zone of the house', () => {
    expect(show_instant('2026-07-01T22:30:00Z', 'de', 'Europe/Berlin')).toBe('02.07.2026 00:30');
    expect(show_instant('2026-01-01T22:30:00Z', 'nl', 'Europe/Amsterdam')).toBe('01-01-2026 23:30');
  });
  it('writes money and yes or no', () => {
    expect(show_money('1234.5', 'de')).toBe('1.234,50');
    expect(show_value(true, 'yes_no', { language: 'de', yes: 'ja', no: 'nein' })).toBe('ja');
    expect(show_value(null, 'money', { language: 'de', yes: 'ja', no: 'nein' })).toBe('');
    expect(show_value('2026-03', 'month', { language: 'de', yes: 'ja', no: 'nein' })).toBe('März 2026');
    expect(show_value('total', 'month', { language: 'nl', yes: 'ja', no: 'nee' })).toBe('total');
    expect(show_value(['a', 'b'], 'text', { language: 'de', yes: 'ja', no: 'nein' })).toBe('a; b');
  });
});

describe('links', () => {
  it.each(['https://tickets.example/r/1', 'http://localhost:8080/r?a=b', 'HTTPS://Shop.Example'])('%s', (text) =>
    expect(is_web_address(text)).toBe(true),
  );
  it.each(['javascript:alert(1)', 'data:text/html,x', 'tickets.example', 'https://a b', '', null, 7])(
    'not %s',
    (text) => expect(is_web_address(text)).toBe(false),
  );
});
