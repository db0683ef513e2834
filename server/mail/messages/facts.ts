import type { FactorKind } from '../../../contract/factors/kind.ts';
import type { Locale } from '../../../contract/page.ts';
import { isolate, moment, nameOf } from './format.ts';

/** When and from where something was done. */
export interface Occasion {
  readonly atSeconds: number;
  /** Browser and system in words of ours, such as `Firefox, Linux`, never the header itself; empty when unknown. */
  readonly device: string;
  /** /24 or /64; empty when unknown. */
  readonly addressPrefix: string;
}

/** One line each, since a list of what is known needs no sentence around it. */
interface FactWords {
  readonly when: (moment: string) => string;
  readonly device: (device: string) => string;
  readonly network: (prefix: string) => string;
  readonly factor: (factor: string) => string;
  readonly name: (name: string) => string;
  readonly codesLeft: (count: number) => string;
  readonly tries: (count: number) => string;
  readonly unknown: string;
  readonly factors: Readonly<Record<FactorKind, string>>;
}

const WORDS: Readonly<Record<Locale, FactWords>> = {
  en: {
    when: (moment) => `When: ${moment}`,
    device: (device) => `Browser: ${device}`,
    network: (prefix) => `Network: ${prefix}`,
    factor: (factor) => `What: ${factor}`,
    name: (name) => `Name: ${name}`,
    codesLeft: (count) => `Codes left: ${count}`,
    tries: (count) => `Failed tries: ${count}`,
    unknown: 'unknown',
    factors: {
      passkey: 'passkey',
      totp: 'authenticator app',
      'backup-codes': 'backup codes',
      'email-code': 'codes by e-mail',
    },
  },
  nl: {
    when: (moment) => `Wanneer: ${moment}`,
    device: (device) => `Browser: ${device}`,
    network: (prefix) => `Netwerk: ${prefix}`,
    factor: (factor) => `Wat: ${factor}`,
    name: (name) => `Naam: ${name}`,
    codesLeft: (count) => `Codes over: ${count}`,
    tries: (count) => `Mislukte pogingen: ${count}`,
    unknown: 'onbekend',
    factors: {
      passkey: 'passkey',
      totp: 'authenticator-app',
      'backup-codes': 'reservecodes',
      'email-code': 'codes per e-mail',
    },
  },
  de: {
    when: (moment) => `Wann: ${moment}`,
    device: (device) => `Browser: ${device}`,
    network: (prefix) => `Netz: ${prefix}`,
    factor: (factor) => `Was: ${factor}`,
    name: (name) => `Name: ${name}`,
    codesLeft: (count) => `Übrige Codes: ${count}`,
    tries: (count) => `Fehlversuche: ${count}`,
    unknown: 'unbekannt',
    factors: {
      passkey: 'Passkey',
      totp: 'Authenticator-App',
      'backup-codes': 'Ersatzcodes',
      'email-code': 'Codes per E-Mail',
    },
  },
  fr: {
    when: (moment) => `Quand\u00a0: ${moment}`,
    device: (device) => `Navigateur\u00a0: ${device}`,
    network: (prefix) => `Réseau\u00a0: ${prefix}`,
    factor: (factor) => `Quoi\u00a0: ${factor}`,
    name: (name) => `Nom\u00a0: ${name}`,
    codesLeft: (count) => `Codes restants\u00a0: ${count}`,
    tries: (count) => `Essais manqués\u00a0: ${count}`,
    unknown: 'inconnu',
    factors: {
      passkey: 'clé d’accès',
      totp: 'application d’authentification',
      'backup-codes': 'codes de secours',
      'email-code': 'codes par e-mail',
    },
  },
  es: {
    when: (moment) => `Cuándo: ${moment}`,
    device: (device) => `Navegador: ${device}`,
    network: (prefix) => `Red: ${prefix}`,
    factor: (factor) => `Qué: ${factor}`,
    name: (name) => `Nombre: ${name}`,
    codesLeft: (count) => `Códigos restantes: ${count}`,
    tries: (count) => `Intentos fallidos: ${count}`,
    unknown: 'no se sabe',
    factors: {
      passkey: 'clave de acceso',
      totp: 'aplicación de autenticación',
      'backup-codes': 'códigos de reserva',
      'email-code': 'códigos por correo',
    },
  },
  ar: {
    when: (moment) => `متى: ${moment}`,
    device: (device) => `المتصفح: ${device}`,
    network: (prefix) => `الشبكة: ${prefix}`,
    factor: (factor) => `ماذا: ${factor}`,
    name: (name) => `الاسم: ${name}`,
    codesLeft: (count) => `الرموز المتبقية: ${count}`,
    tries: (count) => `المحاولات الفاشلة: ${count}`,
    unknown: 'غير معروف',
    factors: {
      passkey: 'مفتاح مرور',
      totp: 'تطبيق مصادقة',
      'backup-codes': 'رموز احتياطية',
      'email-code': 'رموز عبر البريد الإلكتروني',
    },
  },
};

/** When, from which browser and from which network. */
export function occasionFacts(
  { atSeconds, device, addressPrefix }: Occasion,
  locale: Locale,
): readonly string[] {
  const words = WORDS[locale];
  const known = (text: string) => (text === '' ? words.unknown : isolate(text));
  return [
    words.when(isolate(moment(atSeconds, locale))),
    words.device(known(device)),
    words.network(known(addressPrefix)),
  ];
}

/** Which way to sign in, and the name its owner gave it. */
export function factorFacts(kind: FactorKind, name: string | undefined, locale: Locale): readonly string[] {
  const words = WORDS[locale];
  const named = name === undefined || name === '' ? [] : [words.name(nameOf(name))];
  return [words.factor(words.factors[kind]), ...named];
}

export function codesLeftFact(count: number, locale: Locale): string {
  return WORDS[locale].codesLeft(count);
}

export function triesFact(count: number, locale: Locale): string {
  return WORDS[locale].tries(count);
}
