import { isolate as name } from '../isolate.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  passkeys: {
    signIn: 'تسجيل الدخول بمفتاح مرور',
    or: 'أو',
    follow: 'يطلب متصفحك الآن مفتاح المرور…',
  },
  acts: {
    title: 'أكّد أنك أنت',
    why: {
      'change-password': 'أنت على وشك اختيار كلمة مرور جديدة.',
      'remove-password': 'أنت على وشك إزالة كلمة المرور. بعد ذلك لن يفتح حسابك سوى مفاتيح المرور.',
      'change-email': (address) => `أنت على وشك تغيير عنوانك إلى ${name(address)}.`,
      'add-factor': 'أنت على وشك إضافة طريقة أخرى لإثبات أنك أنت.',
      'remove-factor': (label) => `أنت على وشك إزالة ${name(label)}.`,
      export: 'أنت على وشك تنزيل كل ما هو محفوظ عنك.',
      'delete-account': 'أنت على وشك حذف حسابك.',
    },
    stronger: 'يطلب هذا التطبيق إثباتًا أقوى أنك أنت.',
  },
  forgotPassword: 'هل نسيت كلمة المرور؟',
  yourAccount: 'حسابك',
  otherTab: {
    wentOn: 'لقد تابعت في علامة تبويب أخرى. تابع هنا لترى الخطوة التالية.',
  },
};
