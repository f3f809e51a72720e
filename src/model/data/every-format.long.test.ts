import { describeEveryFormat } from './testing/every-format.ts';

// 422 of the 50,000 are duplicates once they are clean: 418 as they stand, 4 more that differ in white space.
describeEveryFormat(1, 49_578);
