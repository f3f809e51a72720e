/** A look inside the loaded network, for the text that it was asked about. */
import type {
  Attributed,
  AttributionMethod,
  Change,
  ChangeMeasured,
  Explanation,
  Faithfulness,
  Gradients,
  Inside,
  Phrases,
} from '../../../contract/insight.ts';
import { idleInquiry, type Inquiry } from '../inquiry/slice.ts';

export interface InsightState {
  /** Null until it is there. */
  explanation: Explanation | null;
  /** Both stay while the next text is on its way. */
  inside: Inside | null;
  attributed: Attributed | null;
  /** By which words are attributed. */
  method: AttributionMethod;
  phrases: Phrases | null;
  /** Of one direction of a layer, asked for on demand. */
  gradients: Gradients | null;
  /** What is traced is the network with it; null: as it is. */
  change: Change | null;
  /** Null until it was asked for, of the change that is on. */
  measured: ChangeMeasured | null;
  measuring: boolean;
  ablations: Inquiry<readonly Ablation[]>;
  proof: Inquiry<Faithfulness>;
  /** What the text was before its words were changed, and what it is since; null: it is as it was written. */
  edited: { original: string; text: string } | null;
  problem: string | null;
}

/** A part of the network that is shut, and what that does. */
export interface Ablation {
  change: Change;
  measured: ChangeMeasured;
}

export const idleInsight: InsightState = {
  explanation: null,
  inside: null,
  attributed: null,
  method: 'integrated-gradients',
  phrases: null,
  gradients: null,
  change: null,
  measured: null,
  measuring: false,
  ablations: idleInquiry,
  proof: idleInquiry,
  edited: null,
  problem: null,
};
