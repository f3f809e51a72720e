/**
 * Writes an HDF5 file of groups and float32 datasets, as the oldest version of the format has them, which every
 * reader knows: superblock 0, groups as symbol tables, contiguous datasets. (The HDF Group, "HDF5 File Format
 * Specification Version 3.0"; the sections are named below.) No dependency writes HDF5 in a browser in less than
 * megabytes of WebAssembly.
 */
import { concat } from '../bytes.ts';
import { floatBytes, utf8 } from './bytes.ts';
import type { Tensor } from './safetensors.ts';

const offsetBytes = 8;
const undefinedAddress = 0xffff_ffff_ffff_ffffn;
const superblockBytes = 96;
/** A node of symbols holds twice this many, a node of the tree twice the other. */
const leafK = 4;
const treeK = 16;

interface Group {
  groups: Map<string, Group>;
  datasets: Map<string, Tensor>;
}

function newGroup(): Group {
  return { groups: new Map(), datasets: new Map() };
}

/**
 * @param datasets by path, such as `layers/dense/vars/0`; groups come into being on the way
 * @param emptyGroups further groups, by path
 * @throws {RangeError} when a group has more members than a node of its tree can point to
 */
export function writeHdf5(
  datasets: ReadonlyMap<string, Tensor>,
  emptyGroups: readonly string[] = [],
): Uint8Array<ArrayBuffer> {
  const root = newGroup();
  for (const path of emptyGroups) groupAt(root, path.split('/'));
  for (const [path, tensor] of datasets) {
    const names = path.split('/');
    const name = names.pop() ?? '';
    groupAt(root, names).datasets.set(name, tensor);
  }
  const file = new FileWriter();
  const placed = file.group(root);
  return file.finish(placed);
}

function groupAt(root: Group, names: readonly string[]): Group {
  let group = root;
  for (const name of names) {
    const next = group.groups.get(name) ?? newGroup();
    group.groups.set(name, next);
    group = next;
  }
  return group;
}

/** Little-endian fields, one after the other. */
class Fields {
  private readonly bytes: number[] = [];

  put(width: 1 | 2 | 4, ...values: number[]): this {
    for (const value of values)
      for (let byte = 0; byte < width; byte++) this.bytes.push(Math.floor(value / 256 ** byte) % 256);
    return this;
  }

  /** Addresses, lengths and offsets. */
  wide(...values: (number | bigint)[]): this {
    for (const value of values) {
      const number = BigInt(value);
      for (let byte = 0n; byte < 8n; byte++) this.bytes.push(Number((number >> (8n * byte)) & 0xffn));
    }
    return this;
  }

  text(value: string): this {
    this.bytes.push(...utf8(value));
    return this;
  }

  /** Zeros up to `length` bytes, or to the next multiple of 8. */
  pad(length = Math.ceil(this.bytes.length / 8) * 8): this {
    while (this.bytes.length < length) this.bytes.push(0);
    return this;
  }

  get length(): number {
    return this.bytes.length;
  }

  done(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}

interface PlacedGroup {
  header: number;
  tree: number;
  heap: number;
}

interface Member {
  name: string;
  header: number;
  /** Null for a dataset. */
  group: PlacedGroup | null;
}

/** Puts each object behind those that it points to, so that every address is known when it is written. */
class FileWriter {
  private readonly parts: Uint8Array[] = [];
  private end = superblockBytes;

  group({ groups, datasets }: Group): PlacedGroup {
    const members: Member[] = [
      ...[...groups].map(([name, group]) => {
        const placed = this.group(group);
        return { name, header: placed.header, group: placed };
      }),
      ...[...datasets].map(([name, tensor]) => ({ name, header: this.dataset(tensor), group: null })),
    ];
    // All names are ASCII: their bytes sort as their units do.
    members.sort((a, b) => (a.name < b.name ? -1 : 1));
    const { heap, offsets } = this.heap(members);
    const tree = this.tree(members, offsets);
    const header = this.header([[messageTypes.symbolTable, new Fields().wide(tree, heap)]]);
    return { header, tree, heap };
  }

  finish(root: PlacedGroup): Uint8Array<ArrayBuffer> {
    const superblock = new Fields()
      .put(1, 0x89)
      .text('HDF\r\n')
      .put(1, 0x1a)
      .text('\n')
      .put(1, 0, 0, 0, 0, 0, offsetBytes, offsetBytes, 0)
      .put(2, leafK, treeK)
      .put(4, 0)
      .wide(0, undefinedAddress, this.end, undefinedAddress);
    putEntry(superblock, 0, { name: '', header: root.header, group: root });
    return concat([superblock.done(), ...this.parts]);
  }

  /** At a multiple of 8; gives back its address. */
  private place(...pieces: Uint8Array[]): number {
    const address = this.end;
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const filled = Math.ceil(size / 8) * 8;
    this.parts.push(...pieces, new Uint8Array(filled - size));
    this.end += filled;
    return address;
  }

  /** "Version 1 Object Header" */
  private header(messages: readonly [type: number, data: Fields][]): number {
    const body = new Fields();
    for (const [type, data] of messages) {
      const bytes = data.pad().done();
      body.put(2, type, bytes.length).put(1, 0, 0, 0, 0);
      body.put(1, ...bytes);
    }
    const prefix = new Fields().put(1, 1, 0).put(2, messages.length).put(4, 1, body.length).pad();
    return this.place(prefix.done(), body.done());
  }

  private dataset({ shape, values }: Tensor): number {
    const data = this.place(floatBytes(values));
    return this.header([
      [
        messageTypes.dataspace,
        new Fields()
          .put(1, 1, shape.length, 0, 0)
          .put(4, 0)
          .wide(...shape),
      ],
      [messageTypes.datatype, float32()],
      // "Fill Value": version 2, space taken early, never written, none defined.
      [messageTypes.fillValue, new Fields().put(1, 2, 1, 1, 0)],
      // "Data Layout": version 3, contiguous.
      [messageTypes.layout, new Fields().put(1, 3, 1).wide(data, values.byteLength)],
    ]);
  }

  /** "Local Heap": the names, each with a zero at its end. */
  private heap(members: readonly Member[]): { heap: number; offsets: number[] } {
    const names = new Fields().pad(8);
    const offsets = members.map(({ name }) => {
      const offset = names.length;
      names.text(name).put(1, 0).pad();
      return offset;
    });
    const data = this.place(names.done());
    // 1 in place of the first free block: there is none.
    const heap = new Fields().text('HEAP').put(1, 0, 0, 0, 0).wide(names.length, 1, data);
    return { heap: this.place(heap.done()), offsets };
  }

  /** "Version 1 B-trees", one node, and under it "Group Symbol Table Nodes". */
  private tree(members: readonly Member[], offsets: readonly number[]): number {
    const perNode = 2 * leafK;
    const count = Math.ceil(members.length / perNode);
    if (count > 2 * treeK) throw new RangeError(`A group has ${members.length} members: too many.`);
    const tree = new Fields()
      .text('TREE')
      .put(1, 0, 0)
      .put(2, count)
      .wide(undefinedAddress, undefinedAddress, 0);
    for (let node = 0; node < count; node++) {
      const own = members.slice(node * perNode, (node + 1) * perNode);
      const symbols = new Fields().text('SNOD').put(1, 1, 0).put(2, own.length);
      own.forEach((member, i) => putEntry(symbols, offsets[node * perNode + i], member));
      const address = this.place(symbols.pad(8 + perNode * entryBytes).done());
      // The key behind a child is its last name.
      tree.wide(address, offsets[node * perNode + own.length - 1]);
    }
    return this.place(tree.pad(24 + (4 * treeK + 1) * offsetBytes).done());
  }
}

const messageTypes = { dataspace: 1, datatype: 3, fillValue: 5, layout: 8, symbolTable: 0x11 } as const;

const entryBytes = 40;

/** "Symbol Table Entry": of a group with the addresses of its tree and heap at hand. */
function putEntry(fields: Fields, nameOffset: number, { header, group }: Member): void {
  fields
    .wide(nameOffset, header)
    .put(4, group ? 1 : 0, 0)
    .wide(group?.tree ?? 0, group?.heap ?? 0);
}

/** "Datatype": IEEE 754 in 32 bits, little-endian. */
function float32(): Fields {
  const floatingPoint = 0x11;
  const impliedLeadingBit = 0x20;
  const signBit = 31;
  return new Fields()
    .put(1, floatingPoint, impliedLeadingBit, signBit, 0)
    .put(4, 4)
    .put(2, 0, 32)
    .put(1, 23, 8, 0, 23)
    .put(4, 127);
}
