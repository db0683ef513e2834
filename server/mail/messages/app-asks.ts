import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { isolate, nameOf } from './format.ts';
import { hostOf, letter, type LinkedWords, type Spoken } from './frame.ts';

interface Asking {
  readonly host: string;
  readonly client: string;
  readonly message: string | undefined;
}

const WORDS: Spoken<[asking: Asking], LinkedWords> = {
  en: ({ host, client, message }) => ({
    subject: 'An app waits for your answer',
    before: [
      `The app ${client} asks ${host} to confirm that it is you.`,
      ...(message === undefined ? [] : [`It shows this message: ${message}`]),
      'Look at what it asks for, then allow or deny it:',
    ],
    action: 'Look and decide',
    after: [
      'The question expires after a few minutes. Until you allow it, the app gets nothing.',
      'If you did not start anything at this app, deny it. Whoever started it may want to act in your name.',
    ],
  }),
  nl: ({ host, client, message }) => ({
    subject: 'Een app wacht op je antwoord',
    before: [
      `De app ${client} vraagt ${host} om te bevestigen dat jij het bent.`,
      ...(message === undefined ? [] : [`De app toont dit bericht: ${message}`]),
      'Bekijk wat de app vraagt en sta het toe of weiger het:',
    ],
    action: 'Bekijken en beslissen',
    after: [
      'De vraag verloopt na enkele minuten. Zolang je niets toestaat, krijgt de app niets.',
      'Ben je zelf niets begonnen bij deze app? Weiger dan. Wie het begon, wil misschien namens jou ' +
        'handelen.',
    ],
  }),
  de: ({ host, client, message }) => ({
    subject: 'Eine App wartet auf deine Antwort',
    before: [
      `Die App ${client} bittet ${host} zu bestätigen, dass du es bist.`,
      ...(message === undefined ? [] : [`Sie zeigt diese Nachricht: ${message}`]),
      'Sieh dir an, worum sie bittet, und erlaube es oder lehne es ab:',
    ],
    action: 'Ansehen und entscheiden',
    after: [
      'Die Anfrage läuft nach wenigen Minuten ab. Solange du nichts erlaubst, bekommt die App nichts.',
      'Hast du in dieser App nichts begonnen? Dann lehne ab. Wer es begonnen hat, will vielleicht in ' +
        'deinem Namen handeln.',
    ],
  }),
  fr: ({ host, client, message }) => ({
    subject: 'Une application attend ta réponse',
    before: [
      `L’application ${client} demande à ${host} de confirmer que c’est bien toi.`,
      ...(message === undefined ? [] : [`Elle affiche ce message\u00a0: ${message}`]),
      'Regarde ce qu’elle demande, puis autorise ou refuse\u00a0:',
    ],
    action: 'Regarder et décider',
    after: [
      'La demande expire au bout de quelques minutes. Tant que tu n’autorises rien, l’application ' +
        'n’obtient rien.',
      'Si tu n’as rien commencé dans cette application, refuse. La personne qui l’a fait veut peut-être ' +
        'agir en ton nom.',
    ],
  }),
  es: ({ host, client, message }) => ({
    subject: 'Una aplicación espera tu respuesta',
    before: [
      `La aplicación ${client} pide a ${host} que confirme que eres tú.`,
      ...(message === undefined ? [] : [`Muestra este mensaje: ${message}`]),
      'Mira lo que pide y permítelo o recházalo:',
    ],
    action: 'Mirar y decidir',
    after: [
      'La petición caduca a los pocos minutos. Mientras no permitas nada, la aplicación no recibe nada.',
      'Si no empezaste nada en esta aplicación, recházalo. Quien lo empezó quizá quiera actuar en tu nombre.',
    ],
  }),
  ar: ({ host, client, message }) => ({
    subject: 'تطبيق ينتظر ردّك',
    before: [
      `يطلب التطبيق ${client} من ${host} التأكد من أنك أنت.`,
      ...(message === undefined ? [] : [`ويعرض هذه الرسالة: ${message}`]),
      'انظر إلى ما يطلبه، ثم اسمح به أو ارفضه:',
    ],
    action: 'الاطلاع واتخاذ القرار',
    after: [
      'تنتهي صلاحية الطلب بعد بضع دقائق. وما لم تسمح بشيء فلن يحصل التطبيق على شيء.',
      'إذا لم تبدأ شيئًا في هذا التطبيق فارفض الطلب. فقد يكون من بدأه يريد أن يتصرف باسمك.',
    ],
  }),
};

/** Somebody is asked by an app that they are not looking at (CIBA). The link alone allows nothing. */
export function appAsksLetter(q: {
  to: Email;
  locale: Locale;
  clientName: string;
  bindingMessage: string | undefined;
  link: string;
}): Letter {
  const asking = {
    host: hostOf(q.link),
    client: nameOf(q.clientName),
    message: q.bindingMessage === undefined ? undefined : isolate(q.bindingMessage),
  };
  return letter({ to: q.to, locale: q.locale, link: q.link, words: WORDS[q.locale](asking) });
}
