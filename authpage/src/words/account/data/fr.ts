import type { words as en } from './en.ts';
import { plural } from '../../plural.ts';

export const words: typeof en = {
  data: {
    exportTitle: 'Emporte tes données',
    exportLead:
      'Un fichier (JSON) avec ton profil, tes applications, tes appareils, ton activité, tes façons de te connecter et, en entier, ce que des applications gardent ici.',
    exportHint:
      'Tu confirmes d’abord que c’est toi. Il ne contient ni mot de passe ni autre secret de connexion, mais bien ce que gardent des applications\u00a0: mets-le en lieu sûr.',
    export: 'Exporter mes données',
    deleteTitle: 'Supprime ton compte',
    deleteLead: 'Ton compte et tout ce qu’il contient disparaît pour de bon.',
    grace:
      'D’abord il est seulement verrouillé. Une lettre dit jusqu’à quand tu peux changer d’avis en te connectant ; ' +
      'après ce jour, personne ne peut le récupérer, pas même l’exploitant.',
    delete: 'Supprimer mon compte',
    deleteAsk: 'Supprimer ton compte ?',
    deleteContinue: 'Continuer',
    loses: 'Tu perdras :',
    losesProfile: 'ton nom, ta photo et tout ton profil',
    losesWays: 'ton mot de passe, tes clés d’accès et tes codes de secours',
    losesApps: (clients) =>
      plural('fr', clients, {
        one: (count) =>
          `l’entrée de ${count} application connectée, qui peut perdre ce qu’elle garde pour toi`,
        other: (count) =>
          `l’entrée de ${count} applications connectées, qui peuvent perdre ce qu’elles gardent pour toi`,
      }),
    losesRecords: 'ce que des applications gardent ici pour toi',
    losesEvents: 'tes appareils et ton activité',
  },
};
