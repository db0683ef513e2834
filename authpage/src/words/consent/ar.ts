import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  consent: {
    title: (client) => `يطلب ${name(client)} إذن الوصول`,
    answerGoesTo: 'تُرسل إجابتك إلى',
    signedInAs: 'مسجَّل الدخول باسم',
    describedAt: 'يعرّف بنفسه في',
    unchecked: 'سجّل هذا التطبيق نفسه بنفسه، ولم يتحقق منه أحد ممن يديرون هذه الخدمة.',
    willBeAble: 'إذا سمحت، يمكن لهذا التطبيق:',
    where: 'سيتصرف نيابة عنك لدى',
    once: 'لهذه المرة فقط، يطلب إذنك من أجل:',
    fresh: 'جديد',
    nothing: 'التعرف عليك عند عودتك، ولا شيء غير ذلك',
    away: 'أثناء غيابك',
    technical: 'تفاصيل تقنية',
    scopes: 'النطاقات',
    later: 'يمكنك سحب هذا الإذن في أي وقت من صفحة حسابك.',
    allow: 'سماح',
    deny: 'رفض',
    unknownScope: (scope) => `استخدام «${name(scope)}»`,
    resource: (identifier) => `التصرف نيابة عنك لدى ${name(identifier)}`,
    unknownClaim: (claim) => `رؤية «${name(claim)}» من حسابك`,
    claim: {
      name: 'رؤية اسمك',
      updated_at: 'رؤية متى تغيّرت بياناتك آخر مرة',
      email: 'رؤية عنوان بريدك الإلكتروني',
      email_verified: 'رؤية ما إذا كان بريدك الإلكتروني مؤكَّدًا',
    },
    scope: {
      openid: 'التعرف عليك عند عودتك',
      profile: 'رؤية اسمك',
      email: 'رؤية عنوان بريدك الإلكتروني',
      offline_access: 'البقاء متصلًا والتصرف نيابة عنك أثناء غيابك، إلى أن تسحب هذا الإذن',
      device_sso: 'تسجيل دخولك في تطبيقات أخرى للجهة نفسها على هذا الجهاز',
    },
  },
};
