/** The formulas with a word's numbers in them, which come after the first paint. */
export {
  backward,
  equationWords,
  forward,
  type Equation,
  type UnitGradients,
  type UnitNumbers,
} from '../../contract/messages/en/page-equations.ts';
