import { describeEveryFormat } from './testing/every-format.ts';

describeEveryFormat(10, null);
