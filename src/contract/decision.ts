/** How the logits of a network become probabilities, and these a class. A model carries it. */

export interface Decision {
  /** The logits are divided by it: probabilities are softmax(logits / temperature), of two classes σ(logit / temperature). */
  temperature: number;
  /**
   * [K] The class is the first with the highest product of probability and weight. Of two classes a threshold t on the
   * probability of class 1 is [t, 1 − t].
   */
  weights: readonly number[];
}

/** What a temperature may be, ends included. */
export const temperatureRange = [0.05, 20] as const;
/** The largest weight. */
export const mostWeight = 1e6;

/** Probabilities as the network gives them, and the most probable class. */
export function defaultDecision(classCount: number): Decision {
  return { temperature: 1, weights: Array.from({ length: classCount }, () => 1) };
}

/** Whether it gives the classes that the probabilities alone give. */
export function hasEqualWeights({ weights }: Pick<Decision, 'weights'>): boolean {
  return weights.every((weight) => weight === weights[0]);
}

/** Whether it is what a model has that nobody has decided anything for. */
export function isDefaultDecision(decision: Decision): boolean {
  return decision.temperature === 1 && hasEqualWeights(decision);
}

/**
 * The decision that gives the same classes with probabilities of another temperature: of z/T + log w and z + T·log w the
 * same k is the largest.
 */
export function atTemperature({ temperature: before, weights }: Decision, temperature: number): Decision {
  const largest = Math.max(...weights);
  const scaled = weights.map((weight) => (weight / largest) ** (before / temperature));
  const sum = scaled.reduce((total, weight) => total + weight, 0);
  return {
    temperature,
    // Of two classes they are a threshold, when they are not equal.
    weights:
      hasEqualWeights({ weights }) || weights.length > 2 ? scaled : scaled.map((weight) => weight / sum),
  };
}

/**
 * The threshold of one class: what its probability must pass, where those of the others are shared out as their weights
 * are. Of two classes that is the threshold on its probability.
 * @returns from 0, always it, to 1, never it
 */
export function thresholdOf(weights: readonly number[], id: number): number {
  const others = meanOfOthers(weights, id);
  return others + weights[id] === 0 ? 0.5 : others / (others + weights[id]);
}

/** [K] The weights that give one class another threshold, and leave the others as they are to each other. Their sum is 1. */
export function withThreshold(weights: readonly number[], id: number, threshold: number): number[] {
  const others = meanOfOthers(weights, id);
  const moved = weights.map((weight, other) => {
    if (other === id) return 1 - threshold;
    return threshold * (others === 0 ? 1 : weight / others);
  });
  const sum = moved.reduce((total, weight) => total + weight, 0);
  return moved.map((weight) => weight / sum);
}

function meanOfOthers(weights: readonly number[], id: number): number {
  return (
    weights.reduce((sum, weight, other) => (other === id ? sum : sum + weight), 0) / (weights.length - 1)
  );
}

/** Whether it may be a model's: a file or a form can hold anything. */
export function isDecision({ temperature, weights }: Decision, classCount: number): boolean {
  const [least, most] = temperatureRange;
  return (
    temperature >= least &&
    temperature <= most &&
    weights.length === classCount &&
    weights.every((weight) => weight >= 0 && weight <= mostWeight) &&
    weights.some((weight) => weight > 0)
  );
}
