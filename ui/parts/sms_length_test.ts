import { describe, expect, it } from 'vitest';
import { sms_length } from './sms_length.ts';

// The same cases as src/modules/mailing/sms_test.cpp.
describe('parts of a text message', () => {
  it('counts both alphabets', () => {
    const parts = (text: string) => sms_length(text).parts;
    expect(parts('')).toBe(0);
    expect(parts('a'.repeat(160))).toBe(1);
    expect(parts('a'.repeat(161))).toBe(2);
    expect(parts('a'.repeat(307))).toBe(3);
    expect(sms_length('Grüße für 5 €').units).toBe(14);
    expect(sms_length('naïf').is_unicode).toBe(true);
    expect(parts('ï'.repeat(70))).toBe(1);
    expect(parts('ï'.repeat(71))).toBe(2);
    expect(sms_length('😀').left).toBe(68);
    expect(parts(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toBe(3);
  });
});
