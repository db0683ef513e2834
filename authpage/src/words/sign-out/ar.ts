import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  signOut: {
    title: 'هل تريد تسجيل الخروج؟',
    text: 'سيلزم تسجيل الدخول من جديد في هذا المتصفح.',
    askedBy: (client) => `يطلب ${name(client)} تسجيل خروجك.`,
  },
  signedOut: {
    title: 'تم تسجيل خروجك',
    text: 'قد تبقى التطبيقات التي استخدمتها مسجَّلة الدخول إلى أن تسجّل الخروج منها.',
    again: 'تسجيل الدخول من جديد',
  },
  signingOut: {
    title: 'جارٍ تسجيل خروجك',
    text: 'نُبلغ تطبيقاتك بذلك…',
  },
};
