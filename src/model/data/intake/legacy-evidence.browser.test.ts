/** What browsers decode is told apart as in Node. */
import './legacy-evidence.test.ts';
