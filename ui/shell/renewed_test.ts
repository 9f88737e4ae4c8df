// An old page against a newer program: what tells the two apart.
import { describe, expect, it } from 'vitest';
import { names_another_script } from './renewed.ts';

const page = (script: string) =>
  `<!doctype html><script type="module" crossorigin src="${script}"></script><div id="app"></div>`;

describe('the page of the server', () => {
  it('names another script once the program was renewed', () => {
    expect(names_another_script(page('/assets/index-new.js'), '/assets/index-old.js')).toBe(true);
    expect(names_another_script(page('/assets/index-old.js'), '/assets/index-old.js')).toBe(false);
  });

  it('says nothing when it is not ours', () => {
    expect(names_another_script('<h1>502 Bad Gateway</h1>', '/assets/index-old.js')).toBe(false);
  });
});
