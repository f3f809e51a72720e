/** A spaced sample; all of it is in damage.long.test.ts. */
import { describeDamage } from '../testing/damage.ts';

describeDamage(100);
