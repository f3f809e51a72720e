import { describeBundleDamage } from './testing/damage.ts';

describeBundleDamage(1);
