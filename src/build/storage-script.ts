/**
 * The text of an inline script for browsers that refuse storage, or whose storage is full: Starlight writes the theme
 * without a net, so its choice of theme would be dead. What it keeps then lasts as long as the page. Anything else
 * fails as it did: our own code says so, or does without. A stored theme that is none would make Starlight throw.
 */
export const STORAGE_SCRIPT = `{let kept;try{kept=localStorage;
const theme=kept.getItem('starlight-theme')??'';kept.setItem('starlight-theme',/^(?:light|dark)?$/.test(theme)?theme:'')}
catch{const own=new Map();Object.defineProperty(globalThis,'localStorage',{value:{
getItem(k){try{return own.get(k)??kept.getItem(k)}catch{return null}},
setItem(k,v){if(k.startsWith('starlight'))own.set(k,v);else kept.setItem(k,v)},
removeItem(k){kept.removeItem(k)}}})}}`;
