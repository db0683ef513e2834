import { isolate as name } from '../isolate.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  forgot: {
    title: 'Wachtwoord vergeten?',
    lead: 'We sturen een brief met een link. Die opent een pagina waar je een nieuw wachtwoord kiest.',
    sent: (email) =>
      `Als er een account is voor ${name(email)}, is er een brief onderweg. Open de link daarin om verder te gaan.`,
    back: 'Terug naar inloggen',
  },
  reset: {
    title: 'Kies een nieuw wachtwoord',
    lead: (email) =>
      `Deze link is voor het account van ${name(email)}. Er verandert niets tot je een nieuw wachtwoord hebt gekozen.`,
    undoTitle: 'Draai het nieuwe adres terug',
    undoLead: (email) =>
      `Je account gaat terug naar ${name(email)}, en je kiest een nieuw wachtwoord dat alleen jij kent.`,
  },
  newPassword: {
    title: 'Kies een nieuw wachtwoord',
    firstTitle: 'Kies een wachtwoord',
    lost: 'Wat er gebeurt',
    lostData:
      'Wat alleen je oude wachtwoord kon openen blijft op slot, tot een herstelsleutel of een passkey van jou het opent.',
    lostSessions: 'Je wordt uitgelogd in alle browsers en apps.',
    othersEnd: 'Je wordt uitgelogd in alle andere browsers en apps.',
    save: 'Wachtwoord opslaan',
    compromised:
      'De sleutels die de wachtwoorden op deze server bewaken, zijn mogelijk gestolen. Voor de zekerheid opent je oude wachtwoord niets meer: kies een ander. Gebruik je het oude ook elders? Verander het daar dan ook.',
    same: 'Dat is je oude wachtwoord. Kies een ander.',
  },
  emailChange: {
    title: 'Bevestig je nieuwe adres',
    lead: 'Daarna log je in met het nieuwe adres. Het oude krijgt bericht.',
    from: 'Nu',
    to: 'Nieuw',
    why: 'Je wachtwoord, nog één keer: het hangt aan je adres.',
    confirm: 'Gebruik het nieuwe adres',
  },
  goodbye: {
    title: 'Je account wordt verwijderd',
    text: (email, date) => `Het account van ${name(email)} wordt verwijderd op ${date}.`,
    lost: 'Dan zijn de gegevens voorgoed weg, en kunnen apps je er niet meer mee laten inloggen.',
    changedMind: 'Toch niet? Log voor die dag in, dan kun je het houden.',
  },
  held: {
    awaitingTitle: 'Wachten op goedkeuring',
    awaiting:
      'Je account is gemaakt. Iemand die deze server beheert moet het nog goedkeuren; daarna krijg je een brief.',
    disabledTitle: 'Dit account is gesloten',
    disabled:
      'De beheerder van deze server heeft dit account gesloten. Vraag het na als je denkt dat dit niet klopt.',
    deletingTitle: 'Dit account wordt binnenkort verwijderd',
    deleting: (date) => `Het wordt verwijderd op ${date}. Tot dan kun je het houden.`,
    keep: 'Mijn account houden',
  },
};
