/** First match wins: a browser that builds on another one names that too. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:EdgA|EdgiOS|Edge?)\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bWindows\b/, 'Windows'],
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const CHARACTERS_MAX = 256;

/**
 * Browser and system in words of ours, such as `Firefox, Linux`; empty when neither is known. Never a piece of the
 * header itself: it is whatever the caller wrote.
 */
export function deviceName(userAgent: string): string {
  const text = userAgent.slice(0, CHARACTERS_MAX);
  const named = (table: typeof BROWSERS) => table.find(([pattern]) => pattern.test(text))?.[1];
  return [named(BROWSERS), named(SYSTEMS)].filter((name) => name !== undefined).join(', ');
}
