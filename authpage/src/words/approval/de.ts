import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  approval: {
    app: 'Name der App',
    host: 'Ihre Adresse',
    noHost: 'keine, die wir kennen',
    askedAt: 'Gefragt',
    allowedTitle: 'Erlaubt',
    deniedTitle: 'Abgelehnt',
  },
  device: {
    title: 'Gerät verbinden',
    lead: 'Gib den Code ein, den das Gerät vor dir zeigt.',
    code: 'Code vom Gerät',
    codeHint: 'Acht Buchstaben, wie WDJB-MJHT.',
    codeMissing: 'Gib den Code ein, den dein Gerät zeigt.',
    codeUnknown:
      'Unter diesem Code wartet kein Gerät. Vergleiche ihn mit deinem Gerät; ein alter Code gilt nicht mehr.',
    notFromOthers:
      'Hat dir jemand diesen Code geschickt oder einen Link damit? Dann mach nicht weiter: Du würdest dein Konto für diese Person öffnen.',
    asks: (client) => `${name(client)} bittet um Zugriff auf einem Gerät`,
    question: 'Hast du das auf einem Gerät neben dir begonnen?',
    warning: 'Wenn nicht, lehne ab: Wer dieses Gerät hat, käme in dein Konto.',
    where: 'Das Gerät',
    sameNetwork: (network) => `im selben Netz wie dieser Browser (${name(network)})`,
    otherNetwork: (network) => `in einem anderen Netz als dieser Browser (${name(network)})`,
    allowed: 'Dein Gerät macht gleich von selbst weiter. Du kannst diese Seite schließen.',
    denied: 'Das Gerät bekommt nichts. Du kannst diese Seite schließen.',
  },
  ciba: {
    asks: (client) => `${name(client)} bittet um deine Antwort`,
    question: 'Hast du gerade etwas bei dieser App begonnen?',
    message: 'Sie zeigt diese Nachricht',
    compare: 'Erlaube es nur, wenn die App genau dieselbe Nachricht zeigt.',
    warning: 'Wenn nicht, lehne ab: Wer es begonnen hat, würde in deinem Namen handeln.',
    allowed: 'Die App macht gleich von selbst weiter. Du kannst diese Seite schließen.',
    denied: 'Die App bekommt nichts. Du kannst diese Seite schließen.',
  },
};
