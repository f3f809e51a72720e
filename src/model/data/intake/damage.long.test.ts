import { describeDamage } from '../testing/damage.ts';

describeDamage(Number.POSITIVE_INFINITY);
