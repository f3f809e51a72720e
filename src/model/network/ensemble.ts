/**
 * An ensemble: networks that are trained side by side, each from first values of its own, and answer with the mean of
 * their logits. What is saved is one network that gives the same answers: each of its layers holds theirs beside one another,
 * and what would lead from one to another is 0.
 *
 * Hansen and Salamon, Neural network ensembles, 1990; Lakshminarayanan, Pritzel and Blundell, Simple and scalable
 * predictive uncertainty estimation using deep ensembles, 2017.
 */
import type { RunConfig } from '../../contract/settings.ts';
import { layersOf, parameterSpecs } from './layers.ts';
import type { Layer, NetworkSizes, ParameterSpec } from './layers.ts';

type Parameters = ReadonlyMap<string, Float32Array>;

/** Of one member alone. */
export function memberConfig(config: RunConfig): RunConfig {
  return { ...config, ensembleSize: 1 };
}

/** Members, from 0. */
export function membersOf({ ensembleSize }: RunConfig): number[] {
  return Array.from({ length: ensembleSize }, (_, member) => member);
}

/** The first member's are those of the run, so that an ensemble of one is the network alone. */
export function memberSeed(seed: number, member: number): number {
  return (seed + Math.imul(member, 0x9e3779b1)) >>> 0;
}

/** What a member's parameter is called where those of all stand together. */
export function memberName(member: number, name: string): string {
  return member === 0 ? name : `member_${member}/${name}`;
}

/** All parameters that are trained: those of each member. Of an ensemble of one they are those that are saved. */
export function trainedSpecs(config: RunConfig, sizes: NetworkSizes): ParameterSpec[] {
  const specs = parameterSpecs(memberConfig(config), sizes);
  return membersOf(config).flatMap((member) =>
    specs.map((spec) => ({ ...spec, name: memberName(member, spec.name) })),
  );
}

/** One member's values, by their names in a network. */
export function memberValues<T>(
  trained: ReadonlyMap<string, T>,
  specs: readonly ParameterSpec[],
  member: number,
): Map<string, T> {
  return new Map(
    specs.flatMap(({ name }) => {
      const values = trained.get(memberName(member, name));
      return values === undefined ? [] : [[name, values] as const];
    }),
  );
}

/** Where a member's parameter lies in the one network's. Where two members have the same place, they are added up. */
interface Placed {
  spec: ParameterSpec;
  rows: Axis;
  columns: Axis;
  /** What its values are multiplied by there. */
  scale: number;
}

/** `block` numbers of each member stand beside one another, again and again; null: the axis is the same for all. */
interface Axis {
  length: number;
  block: number | null;
}

function placesOf(config: RunConfig, sizes: NetworkSizes): Placed[] {
  const { ensembleSize, embeddingSize, layerSizes } = config;
  return layersOf(memberConfig(config), sizes).flatMap((layer) =>
    layer.parameters.map((spec): Placed => {
      const [length, width = 1] = spec.shape;
      const [rows, columns] = blocksOf(layer, spec, [embeddingSize, ...layerSizes]);
      return {
        spec,
        rows: { length, block: rows },
        columns: { length: width, block: columns },
        scale: layer.kind === 'dense' ? 1 / ensembleSize : 1,
      };
    }),
  );
}

/** @param widths what each recurrent layer reads of one direction, and last what the dense layer does */
function blocksOf(layer: Layer, { name, shape }: ParameterSpec, widths: readonly number[]) {
  if (layer.kind === 'embedding') return [null, widths[0]];
  if (layer.kind === 'dense') return [shape.length === 2 ? (widths.at(-1) ?? null) : null, null];
  if (layer.kind !== 'recurrent') return [null, null];
  const { index, units } = layer;
  if (shape.length === 1) return [units, null];
  return [name.endsWith('/recurrent_kernel') ? units : widths[index], units];
}

function placeOf({ block }: Axis, at: number, member: number, members: number): number {
  if (block === null) return at;
  return Math.floor(at / block) * block * members + member * block + (at % block);
}

/** Calls for each number of a member's parameter with its place there and in the one network's. */
function eachPlace(
  { rows, columns }: Placed,
  member: number,
  members: number,
  visit: (from: number, to: number) => void,
): void {
  const width = columns.length * (columns.block === null ? 1 : members);
  const places = Int32Array.from({ length: columns.length }, (_, at) =>
    placeOf(columns, at, member, members),
  );
  for (let row = 0; row < rows.length; row++) {
    const start = placeOf(rows, row, member, members) * width;
    for (let at = 0; at < columns.length; at++) visit(row * columns.length + at, start + places[at]);
  }
}

/**
 * The one network of an ensemble, with the layers that its settings say.
 * @param trained as `trainedSpecs` names them
 * @throws {RangeError} when one is missing
 */
export function joinMembers(
  trained: Parameters,
  config: RunConfig,
  sizes: NetworkSizes,
): Map<string, Float32Array> {
  const { ensembleSize: members } = config;
  if (members === 1) return new Map(trained);
  const whole = new Map(parameterSpecs(config, sizes).map((spec) => [spec.name, zerosFor(spec)]));
  for (const placed of placesOf(config, sizes)) {
    const { name } = placed.spec;
    const into = whole.get(name);
    for (const member of membersOf(config)) {
      const values = trained.get(memberName(member, name));
      if (!values || !into) throw new RangeError(`Member ${member} has no ${name}.`);
      eachPlace(placed, member, members, (from, to) => (into[to] += placed.scale * values[from]));
    }
  }
  return whole;
}

const zerosFor = ({ shape }: ParameterSpec) =>
  new Float32Array(shape.reduce((product, dim) => product * dim, 1));

/**
 * The members of a network that `joinMembers` made: what leads from one to another, which training it as one may have
 * made, is left out; each has the whole of a bias that they share.
 * @throws {RangeError} when a parameter is missing
 */
export function splitMembers(
  whole: Parameters,
  config: RunConfig,
  sizes: NetworkSizes,
): Map<string, Float32Array> {
  const { ensembleSize: members } = config;
  if (members === 1) return new Map(whole);
  const places = placesOf(config, sizes);
  return new Map(
    membersOf(config).flatMap((member) =>
      places.map((placed) => {
        const { spec, scale } = placed;
        const from = whole.get(spec.name);
        if (!from) throw new RangeError(`The network has no ${spec.name}.`);
        const values = zerosFor(spec);
        const isShared = placed.rows.block === null && placed.columns.block === null;
        const factor = isShared ? 1 : 1 / scale;
        eachPlace(placed, member, members, (at, place) => (values[at] = from[place] * factor));
        return [memberName(member, spec.name), values] as const;
      }),
    ),
  );
}
