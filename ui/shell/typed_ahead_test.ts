import { beforeEach, expect, test, vi } from 'vitest';
import { keep_composition, keep_key, keys_wait } from './typed_ahead.ts';

let inserted: string[];
const field = () => ({ matches: () => false, dispatchEvent: () => true });

beforeEach(() => {
  inserted = [];
  const execCommand = (_: string, __: boolean, text: string) => inserted.push(text);
  vi.stubGlobal('document', { activeElement: field(), body: field(), execCommand });
  vi.stubGlobal('KeyboardEvent', class {});
});

/// A key as the browser tells it; says whether it was kept, and whether the browser may still do its own with it.
function press(key: string, isComposing = false) {
  let prevented = false;
  const event = {
    ...{ key, isComposing, isTrusted: true, repeat: false, code: '' },
    ...{ ctrlKey: false, altKey: false, shiftKey: false, metaKey: false },
    preventDefault: () => (prevented = true),
    stopImmediatePropagation: () => {},
  };
  const kept = keep_key(event as unknown as KeyboardEvent);
  return { kept, prevented };
}

class Input {
  told = 0;
  #value = 'Meyer';
  get value() {
    return this.#value;
  }
  set value(text: string) {
    this.#value = text;
  }
  dispatchEvent() {
    this.told += 1;
  }
}
const compose = (type: string, target: Input, data: string) =>
  keep_composition({ type, target, data, isTrusted: true } as unknown as CompositionEvent);

test('´ and e typed while keys wait are é, where the system tells it as one key', async () => {
  const stands = keys_wait();
  expect(press('r')).toEqual({ kept: true, prevented: true });
  expect(press('Dead')).toEqual({ kept: true, prevented: false });
  press('é');
  press('e');
  stands();
  await vi.waitFor(() => expect(inserted.join('')).toBe('rée'));
});

test('… and where it composes it in the field that still has the cursor, which stays as it was', async () => {
  const stands = keys_wait();
  const left = new Input();
  press('r');
  press('Dead');
  compose('compositionstart', left, '');
  left.value = 'Meyer´';
  expect(press('e', true)).toEqual({ kept: true, prevented: false });
  left.value = 'Meyeré';
  compose('compositionend', left, 'e\u0301');
  press('s');
  stands();
  await vi.waitFor(() => expect(inserted.join('')).toBe('rés'));
  expect([left.value, left.told]).toEqual(['Meyer', 1]);
});

test('when nothing is waited for, composing is nobody’s affair', () => {
  const left = new Input();
  expect(press('Dead').kept).toBe(false);
  compose('compositionstart', left, '');
  left.value = 'Meyeré';
  compose('compositionend', left, 'é');
  expect([left.value, left.told]).toEqual(['Meyeré', 0]);
});
