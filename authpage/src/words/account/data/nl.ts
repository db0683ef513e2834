import type { words as en } from './en.ts';
import { plural } from '../../plural.ts';

export const words: typeof en = {
  data: {
    exportTitle: 'Neem je gegevens mee',
    exportLead:
      'Eén bestand (JSON) met je profiel, apps, apparaten, activiteit, hoe je inlogt en, volledig, wat apps hier bewaren.',
    exportHint:
      'Eerst bevestig je dat jij het bent. Er staat geen wachtwoord of ander inloggeheim in, maar wel wat apps bewaren: leg het op een veilige plek.',
    export: 'Mijn gegevens exporteren',
    deleteTitle: 'Verwijder je account',
    deleteLead: 'Je account en alles erin gaat weg, voorgoed.',
    grace:
      'Eerst wordt het alleen vergrendeld. Een brief zegt tot wanneer je je kunt bedenken door in te loggen; na die dag ' +
      'haalt niemand het terug, ook de beheerder niet.',
    delete: 'Mijn account verwijderen',
    deleteAsk: 'Je account verwijderen?',
    deleteContinue: 'Doorgaan',
    loses: 'Je verliest:',
    losesProfile: 'je naam, foto en alles in je profiel',
    losesWays: 'je wachtwoord, passkeys en reservecodes',
    losesApps: (clients) =>
      plural('nl', clients, {
        one: 'de toegang tot 1 verbonden app, die kan verliezen wat hij voor je bewaart',
        other: (count) =>
          `de toegang tot ${count} verbonden apps, die kunnen verliezen wat ze voor je bewaren`,
      }),
    losesRecords: 'wat apps hier voor je bewaren',
    losesEvents: 'je apparaten en activiteit',
  },
};
