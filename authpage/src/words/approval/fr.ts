import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  approval: {
    app: 'Application',
    host: 'Son adresse',
    noHost: 'aucune que nous connaissions',
    askedAt: 'Date de la demande',
    allowedTitle: 'Autorisé',
    deniedTitle: 'Refusé',
  },
  device: {
    title: 'Connecter un appareil',
    lead: 'Saisis le code que montre l’appareil devant toi.',
    code: 'Code de l’appareil',
    codeHint: 'Huit lettres, comme WDJB-MJHT.',
    codeMissing: 'Saisis le code que montre ton appareil.',
    codeUnknown:
      'Aucun appareil n’attend sous ce code. Compare-le avec ton appareil\u00a0; un ancien code ne marche plus.',
    notFromOthers:
      'Quelqu’un t’a envoyé ce code, ou un lien qui le contient\u00a0? Alors ne continue pas\u00a0: tu lui ouvrirais ton compte.',
    asks: (client) => `${name(client)} demande un accès sur un appareil`,
    question: 'As-tu commencé cela sur un appareil près de toi\u00a0?',
    warning: 'Sinon, refuse\u00a0: la personne qui tient cet appareil entrerait dans ton compte.',
    where: 'L’appareil',
    sameNetwork: (network) => `dans le même réseau que ce navigateur (${name(network)})`,
    otherNetwork: (network) => `dans un autre réseau que ce navigateur (${name(network)})`,
    allowed: 'Ton appareil continue tout seul dans un instant. Tu peux fermer cette page.',
    denied: 'L’appareil ne reçoit rien. Tu peux fermer cette page.',
  },
  ciba: {
    asks: (client) => `${name(client)} demande ta réponse`,
    question: 'Viens-tu de commencer quelque chose dans cette application\u00a0?',
    message: 'Elle montre ce message',
    compare: 'N’autorise que si l’application montre exactement le même message.',
    warning: 'Sinon, refuse\u00a0: la personne qui l’a commencé agirait en ton nom.',
    allowed: 'L’application continue toute seule dans un instant. Tu peux fermer cette page.',
    denied: 'L’application ne reçoit rien. Tu peux fermer cette page.',
  },
};
