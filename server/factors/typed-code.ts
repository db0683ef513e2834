/** Digits as people type and paste them: with spaces or hyphens in between, and on an Arabic or Persian keyboard. */
export function typedDigits(typed: string): string {
  return typed
    .replace(/[\s\p{Cf}-]/gu, '')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));
}
