import { describe, expect, it } from 'vitest';
import { is_group, read_document, write_document, type Json, type Selection } from './document.ts';
import {
  add_pot_line,
  dissolve,
  in_order,
  insert,
  move,
  move_pot_line,
  move_to,
  remove,
  set_act,
  turn,
  wrap,
  type Way,
} from './tree.ts';
import { as_groups, as_pot } from './pot.ts';

const [a, b, c, d] = [{ label: 'a' }, { label: 'b' }, { label: 'c' }, { label: 'd' }];
const selection = (where: Json) => read_document({ where });
const written = (one: Selection) => write_document(one).where;
/// The line with this criterion, or the group at this place of its kind.
const id_of = (one: Selection, what: Json | number) => {
  const found = in_order(one).filter((node) => (typeof what === 'number' ? is_group(node) : !is_group(node)));
  return typeof what === 'number'
    ? found[what]!.id
    : found.find((node) => !is_group(node) && JSON.stringify(node.criterion) === JSON.stringify(what))!.id;
};
const moved = (where: Json, what: Json | number, ...ways: Way[]) => {
  const start = selection(where);
  const id = id_of(start, what);
  return written(ways.reduce((one, way) => move(one, id, way), start));
};

describe('moving lines and groups', () => {
  it('goes up and down, and out of a group at its ends', () => {
    expect(moved({ all: [a, b, c] }, b, 'up')).toEqual({ all: [b, a, c] });
    expect(moved({ all: [a, b, c] }, b, 'down')).toEqual({ all: [a, c, b] });
    expect(moved({ all: [a, { any: [b, c] }] }, b, 'up')).toEqual({ all: [a, b, { any: [c] }] });
    expect(moved({ all: [{ any: [b, c] }, a] }, c, 'down')).toEqual({ all: [{ any: [b] }, c, a] });
    expect(moved({ all: [a, b] }, a, 'up')).toEqual({ all: [a, b] });
    expect(moved({ all: [a, b] }, b, 'down')).toEqual({ all: [a, b] });
  });

  it('goes into the group before it, or the one behind, and out again', () => {
    expect(moved({ all: [{ any: [a] }, b] }, b, 'in')).toEqual({ all: [{ any: [a, b] }] });
    expect(moved({ all: [a, { any: [b] }] }, a, 'in')).toEqual({ all: [{ any: [a, b] }] });
    expect(moved({ all: [a, { any: [b, c] }] }, b, 'out')).toEqual({ all: [a, { any: [c] }, b] });
    expect(moved({ all: [a, b] }, a, 'in', 'out')).toEqual({ all: [a, b] });
  });

  it('takes an emptied group away, but never what else it held', () => {
    expect(moved({ all: [a, { any: [{ all: [b] }] }] }, b, 'out')).toEqual({ all: [a, { any: [b] }] });
    expect(moved({ all: [a, { any: [b] }] }, b, 'out')).toEqual({ all: [a, b] });
    const start = selection({ all: [a, { any: [{ all: [b] }] }] });
    expect(written(remove(start, id_of(start, b)))).toEqual({ all: [a] });
  });

  it('moves a group with what it holds, and none into itself', () => {
    expect(moved({ all: [a, { any: [b, c] }] }, 0, 'up')).toEqual({ all: [{ any: [b, c] }, a] });
    const start = selection({ all: [a, { any: [b, { all: [c] }] }] });
    expect(move_to(start, id_of(start, 0), id_of(start, c), 'before')).toBe(start);
    expect(move_to(start, id_of(start, 0), id_of(start, 0), 'inside')).toBe(start);
    expect(written(move_to(start, id_of(start, a), id_of(start, 1), 'inside'))).toEqual({
      all: [{ any: [b, { all: [c, a] }] }],
    });
  });

  it('keeps lines about rows within their list', () => {
    const rows = { list: 'phones', where: { all: [b, c] } };
    const start = selection({ all: [a, rows] });
    const inner = id_of(start, b);
    expect(move_to(start, inner, id_of(start, a), 'after')).toBe(start);
    expect(written(move(start, inner, 'up'))).toEqual({ all: [a, rows] });
    expect(written(move(start, inner, 'down'))).toEqual({ all: [a, { ...rows, where: { all: [c, b] } }] });
  });

  it('is the same node after a move', () => {
    const start = selection({ all: [a, b] });
    const id = id_of(start, b);
    expect(id_of(move(start, id, 'up'), b)).toBe(id);
  });
});

describe('groups', () => {
  it('are made around a line, joined the other way, and dissolved', () => {
    const start = selection({ all: [a, b] });
    const grouped = wrap(start, id_of(start, b));
    expect(written(grouped)).toEqual({ all: [a, { any: [b] }] });
    expect(written(dissolve(grouped, id_of(grouped, 0)))).toEqual({ all: [a, b] });
    const negated = turn(grouped, id_of(grouped, 0));
    expect(dissolve(negated, id_of(negated, 0))).toBe(negated);
  });

  it('and lines take "not" and give it back', () => {
    const start = selection({ all: [a, { any: [b, c] }] });
    const turned = turn(turn(start, id_of(start, a)), id_of(start, 0));
    expect(written(turned)).toEqual({ all: [{ not: a }, { not: { any: [b, c] } }] });
    expect(written(turn(turn(turned, id_of(start, a)), id_of(start, 0)))).toEqual(written(start));
  });

  it('take a new line where it is wanted', () => {
    const start = selection({ all: [a, b] });
    expect(written(insert(start, start.root.id, 1, { id: -1, nots: 0, criterion: c }))).toEqual({ all: [a, c, b] });
  });
});

describe('the pot', () => {
  const as_lines = (where: Json) => write_document(as_pot(selection(where)));
  const back = (pot: Json) => write_document(as_groups(read_document({ pot })));

  it('writes groups as lines that take, keep, remove and add', () => {
    expect(as_lines({ all: [a, b, { not: c }] })).toEqual({
      pot: [
        { do: 'take', where: a },
        { do: 'keep', where: b },
        { do: 'remove', where: c },
      ],
    });
    expect(as_lines({ any: [a, { all: [b, c] }] })).toEqual({
      pot: [
        { do: 'take', where: a },
        { do: 'add', where: { all: [b, c] } },
      ],
    });
    expect(as_lines({ not: { any: [a, b] } })).toEqual({ pot: [{ do: 'take', where: { not: { any: [a, b] } } }] });
    expect(as_lines(a)).toEqual({ pot: [{ do: 'take', where: a }] });
  });

  it('reads lines as groups, line after line', () => {
    const pot = [
      { do: 'take', where: a },
      { do: 'add', where: b },
      { do: 'keep', where: c },
      { do: 'remove', where: d },
    ];
    expect(back(pot)).toEqual({ where: { all: [{ any: [a, b] }, c, { not: d }] } });
    expect(back([...pot, { do: 'take', where: b }])).toEqual({ where: b });
    expect(back([])).toEqual({});
  });

  it.each<Json>([{ all: [a, b, { not: c }] }, { any: [a, b] }, { not: { any: [a, b] } }, a, { not: a }])(
    'means the same both ways: %j',
    (where) => expect(written(as_groups(as_pot(selection(where))))).toEqual(where),
  );

  it('has lines that are added, change what they do and move', () => {
    let one = add_pot_line(read_document({ pot: [{ do: 'take', where: a }] }), 1, 'keep', {
      id: -2,
      nots: 0,
      criterion: b,
    });
    one = move_pot_line(set_act(one, one.pot![1]!.id, 'add'), one.pot![1]!.id, -1);
    expect(write_document(one)).toEqual({
      pot: [
        { do: 'add', where: b },
        { do: 'take', where: a },
      ],
    });
    expect(move_pot_line(one, one.pot![0]!.id, -1)).toBe(one);
  });
});
