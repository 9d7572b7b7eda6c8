/** The pages' interactive figures. Islands are taken by their own file, since an island's script is all that its module offers. */
export { anatomyOf } from './anatomy.ts';
export { placesIn, readCut, surveyCuts } from './cut.ts';
export { faultLink } from './fault-link.ts';
export { kindsOf } from './kinds.ts';
export { cutBody, sample } from './recorded.ts';
