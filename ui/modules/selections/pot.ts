// The pot of the old program: lines that take, keep, remove and add. Every selection can be written as one and read as
// groups again; both mean the same. Pure.
import {
  is_group,
  new_group,
  new_id,
  new_root,
  type Act,
  type Group,
  type Node,
  type PotLine,
  type Selection,
} from './document.ts';

const line_of = (act: Act, node: Node): PotLine => ({
  id: new_id(),
  act,
  group: is_group(node) && !node.nots ? node : new_root([node]),
  rest: {},
});

/// The first line fills the pot, the next ones keep, remove or add.
function acts_of(root: Group): readonly PotLine[] {
  if (root.nots || (root.join === 'any' && !root.children.length)) return [line_of('take', root)];
  return root.children.map((child, place) => {
    if (!place) return line_of('take', child);
    if (root.join === 'any') return line_of('add', child);
    return child.nots === 1 ? line_of('remove', { ...child, nots: 0 }) : line_of('keep', child);
  });
}

export const as_pot = (selection: Selection): Selection =>
  selection.pot ? selection : { ...selection, root: new_root(), pot: acts_of(selection.root) };

const turned = (node: Node): Node => ({ ...node, nots: node.nots + 1 });
const plain = (group: Group): Node =>
  group.children.length === 1 && !group.nots ? group.children[0]! : { ...group, bare: undefined };

/// What is in the pot and one more condition; a group that joins the same way takes it in. The first line fills the pot.
function joined(pot: Node | undefined, node: Node, join: 'all' | 'any'): Node {
  if (!pot) return node;
  const grows = is_group(pot) && pot.join === join && !pot.nots;
  return grows ? { ...pot, children: [...pot.children, node] } : new_group([pot, node], join);
}

function pour(pot: Node | undefined, { act, group }: PotLine): Node | undefined {
  const node = plain(group);
  if (act === 'take') return node;
  if (act === 'add') return joined(pot, node, 'any');
  return joined(pot, act === 'remove' ? turned(node) : node, 'all');
}

export function as_groups(selection: Selection): Selection {
  if (!selection.pot) return selection;
  const filled = selection.pot.filter((line) => line.group.children.length || line.group.nots);
  const poured = filled.reduce<Node | undefined>(pour, undefined);
  const { pot: _, ...rest } = selection;
  if (!poured) return { ...rest, root: new_root() };
  return { ...rest, root: is_group(poured) ? poured : new_root([poured]) };
}
