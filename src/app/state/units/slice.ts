/** Where else in the data units of the loaded network are strong. */
import type { Cell } from '../../../contract/settings.ts';
import type {
  SameUnits,
  SameUnitsQuery,
  UnitOfNetwork,
  UnitPlaces,
  UnitQuery,
} from '../../../contract/insight-units.ts';
import { idleInquiry, type Inquiry } from '../inquiry/slice.ts';

/** One direction of a layer, whose units can be chosen. */
export interface UnitLayer extends Omit<UnitOfNetwork, 'unit'> {
  /** Place of the layer among the layers. */
  index: number;
  cell: Cell;
  units: number;
  isAlone: boolean;
}

/** What was asked for, with what was found. */
export type UnitSearch =
  | { kind: 'unit'; query: UnitQuery; found: UnitPlaces }
  | { kind: 'words'; query: SameUnitsQuery; tokens: readonly string[]; found: SameUnits };

/** A place that was opened in the microscope. */
export interface OpenedPlace extends UnitOfNetwork {
  text: string;
  word: number;
  /** Told apart from the same place opened before. */
  serial: number;
}

export interface UnitsState extends Inquiry<UnitSearch> {
  /** Of the network that was traced last. */
  layers: readonly UnitLayer[];
  /** Null before the first layer is known. */
  chosen: UnitQuery | null;
  /** Words of the current text that are chosen, among those that the network reads. */
  words: readonly number[];
  opened: OpenedPlace | null;
}

export const idleUnits: UnitsState = { ...idleInquiry, layers: [], chosen: null, words: [], opened: null };
