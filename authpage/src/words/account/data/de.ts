import type { words as en } from './en.ts';
import { plural } from '../../plural.ts';

export const words: typeof en = {
  data: {
    exportTitle: 'Nimm deine Daten mit',
    exportLead:
      'Eine Datei (JSON) mit Profil, Apps, Geräten, Verlauf, deinen Wegen der Anmeldung und, vollständig, dem, was Apps hier aufbewahren.',
    exportHint:
      'Erst bestätigst du, dass du es bist. Kein Passwort und kein anderes Geheimnis der Anmeldung steht darin, wohl aber, was Apps aufbewahren: Leg sie an einen sicheren Ort.',
    export: 'Meine Daten exportieren',
    deleteTitle: 'Lösche dein Konto',
    deleteLead: 'Dein Konto und alles darin verschwindet für immer.',
    grace:
      'Zuerst wird es nur gesperrt. Ein Brief sagt, bis wann du es dir anders überlegen kannst, indem du dich anmeldest; ' +
      'nach diesem Tag holt es niemand zurück, auch der Betreiber nicht.',
    delete: 'Mein Konto löschen',
    deleteAsk: 'Dein Konto löschen?',
    deleteContinue: 'Weiter',
    loses: 'Du verlierst:',
    losesProfile: 'deinen Namen, dein Bild und alles in deinem Profil',
    losesWays: 'dein Passwort, deine Passkeys und Ersatzcodes',
    losesApps: (clients) =>
      plural('de', clients, {
        one: 'den Zugang zu 1 verbundenen App, die verlieren kann, was sie für dich aufbewahrt',
        other: (count) =>
          `den Zugang zu ${count} verbundenen Apps, die verlieren können, was sie für dich aufbewahren`,
      }),
    losesRecords: 'was Apps hier für dich aufbewahren',
    losesEvents: 'deine Geräte und deinen Verlauf',
  },
};
