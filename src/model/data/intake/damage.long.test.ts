import { describeDamage } from '../testing/damage.ts';

describeDamage(1);
