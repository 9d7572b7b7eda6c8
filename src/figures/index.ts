/** The pages' interactive figures. Islands are imported from their own file, since an island's script contains all that its module exports. */
export { anatomyOf } from './anatomy.ts';
export { placesIn, readCut, surveyCuts } from './cut.ts';
export { faultLink } from './fault-link.ts';
export { kindsOf } from './kinds.ts';
export { protocolFrames, type Place } from './protocols.ts';
export { cutBody, sample } from './recorded.ts';
