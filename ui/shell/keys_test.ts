import { describe, expect, it } from 'vitest';
import { action_of, bindings, key_name, together, type Pressed } from './keys.ts';

const press = (key: string, more: Partial<Pressed> & { graph?: boolean } = {}): Pressed => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  getModifierState: (name) => name === 'AltGraph' && Boolean(more.graph),
  ...more,
});

describe('key registry', () => {
  it('binds no key twice among scopes that are live together', () => {
    for (const scopes of together) {
      const seen = new Map<string, string>();
      for (const binding of bindings.filter((one) => scopes.includes(one.scope))) {
        for (const key of binding.keys) {
          expect(
            seen.get(key),
            `${key} in ${scopes.join(' + ')}: ${seen.get(key)} and ${binding.action}`,
          ).toBeUndefined();
          seen.set(key, binding.action);
        }
      }
    }
  });

  it('leaves the keys of the browser alone', () => {
    const reserved = [
      'Ctrl+N',
      'Ctrl+T',
      'Ctrl+W',
      'Ctrl+F',
      'F5',
      'F11',
      'F12',
      'Alt+D',
      'Alt+E',
      'Alt+F',
      'Ctrl+PageUp',
      'Ctrl+PageDown',
      'Ctrl+Tab',
    ];
    expect(bindings.flatMap((binding) => binding.keys).filter((key) => reserved.includes(key))).toEqual([]);
  });

  it('covers every scope in a combination that is checked', () => {
    const checked = new Set(together.flat());
    expect(bindings.filter((binding) => !checked.has(binding.scope))).toEqual([]);
  });

  it('never takes what AltGr writes on German and Dutch keyboards', () => {
    expect(key_name(press('@', { ctrlKey: true, altKey: true, graph: true, code: 'KeyQ' }))).toBeNull();
    expect(key_name(press('€', { graph: true, code: 'KeyE' }))).toBeNull();
  });

  it('names letters by what they write and digits by their place', () => {
    expect(key_name(press('k', { ctrlKey: true, code: 'KeyK' }))).toBe('Ctrl+K');
    expect(key_name(press('/', { altKey: true, shiftKey: true, code: 'Digit7' }))).toBe('Alt+Shift+7');
    expect(key_name(press('F2', { shiftKey: true }))).toBe('Shift+F2');
    expect(key_name(press('*', { shiftKey: true, code: 'BracketRight' }))).toBe('*');
    expect(key_name(press('J', { shiftKey: true, code: 'KeyJ' }))).toBe('J');
    expect(key_name(press('Shift', { shiftKey: true }))).toBeNull();
  });

  it('finds the action of a scope only', () => {
    expect(action_of('F10', ['form'])).toBe('save_close');
    expect(action_of('F10', ['report'])).toBe('generate');
    expect(action_of('F10', ['list'])).toBeUndefined();
  });
});
