/** In the order of looking: what calls itself Android also says Linux, an iPhone says Mac OS. */
const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Chromebook', /CrOS/],
  ['Mac', /Macintosh/],
  ['Windows', /Windows/],
  ['Linux', /Linux/],
];
const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /Edg\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
];

/** A first name for a passkey that is made here, from names of products alone; empty when the browser tells none. */
export function deviceName(userAgent: string = navigator.userAgent): string {
  const names = [SYSTEMS, BROWSERS].map((all) => all.find(([, sign]) => sign.test(userAgent))?.[0]);
  return names.filter((name) => name !== undefined).join(' · ');
}
