import { describe, expect, it } from 'vitest';
import { filled, is_group, read_document, type Selection } from './document.ts';
import { answers_of, named_by, places_of } from './places.ts';
import { in_order } from './tree.ts';

const [a, b, c] = [{ label: 'a' }, { label: 'b' }, { label: 'c' }];
const id_of = (selection: Selection, label: string) =>
  in_order(selection).find((node) => !is_group(node) && JSON.stringify(node.criterion).includes(`"${label}"`))!.id;

describe('parts of an answer', () => {
  it('belong to the lines and groups they count', () => {
    const selection = read_document({ where: { all: [a, { not: { any: [b, {}, c] } }] } });
    const counted = {
      hits: 7,
      children: [
        { hits: 10, left: 10 },
        { hits: 90, left: 7, children: [{ hits: 12, children: [{ hits: 8 }, { hits: 4 }] }] },
      ],
    };
    const answers = answers_of(places_of(selection, filled), counted);
    const hits = (label: string) => answers.get(id_of(selection, label))?.hits;
    expect([hits('a'), hits('b'), hits('c')]).toEqual([10, 8, 4]);
    expect(answers.get(selection.root.id)?.hits).toBe(7);
    expect(answers.get(selection.root.children[1]!.id)).toMatchObject({ hits: 90, left: 7 });
  });

  it('of a single line are those of the whole', () => {
    const selection = read_document({ where: { not: a } });
    const answers = answers_of(places_of(selection, filled), { hits: 3, children: [{ hits: 5 }] });
    expect(answers.get(id_of(selection, 'a'))?.hits).toBe(3);
  });

  it('of a pot stand at its lines', () => {
    const selection = read_document({
      pot: [
        { do: 'take', where: a },
        { do: 'keep', where: { any: [b, c] } },
      ],
    });
    const places = places_of(selection, filled);
    const answers = answers_of(places, {
      children: [
        { hits: 9, left: 9 },
        { hits: 6, left: 4 },
      ],
    });
    expect(selection.pot!.map((line) => answers.get(line.id)?.left)).toEqual([9, 4]);
    expect(named_by(places, 'pot[1].where.any[0].label')).toBe(id_of(selection, 'b'));
  });
});

describe('a refusal', () => {
  const rows = { list: 'phones', where: { all: [b, { not: c }] } };
  const selection = read_document({ where: { all: [a, rows] } });
  const places = places_of(selection, filled);

  it('is said at the line it names', () => {
    expect(named_by(places, 'where.all[0].field')).toBe(id_of(selection, 'a'));
    expect(named_by(places, 'document.where.all[0]')).toBe(id_of(selection, 'a'));
    expect(named_by(places, 'where.all[1].list')).toBe(id_of(selection, 'phones'));
    expect(named_by(places, 'where.all[1].where.all[1].not.label')).toBe(id_of(selection, 'c'));
  });

  it('of something else belongs to no line', () => {
    expect(named_by(places, 'sort[0]')).toBeUndefined();
    expect(named_by(places, 'where.all[7]')).toBe(selection.root.id);
  });
});
