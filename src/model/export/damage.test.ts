/** A spaced sample; all of it is in damage.long.test.ts. */
import { describeBundleDamage } from './testing/damage.ts';

describeBundleDamage(101);
