import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';
import { plural } from '../plural.ts';

export const words: typeof en = {
  signIn: {
    title: 'تسجيل الدخول',
    toContinue: (host) => `للمتابعة إلى ${name(host)}`,
    again: 'سجّل الدخول مرة أخرى للمتابعة.',
    tooOld: 'يطلب هذا التطبيق تسجيل دخول حديثًا. أدخل كلمة المرور مرة أخرى.',
    signingInAs: 'تسجيل الدخول باسم',
    noAccount: 'ليس لديك حساب؟',
    staysHere: 'كلمة مرورك تبقى في هذا المتصفح',
    staysHereWhy:
      'تحوّلها هذه الصفحة إلى برهان (OPAQUE، RFC 9807)، ويحفظ الخادم سجلًا لا يحتوي عليها. ' +
      'يصح ذلك ما دامت هذه الصفحة هي التي نشرها المشغّل.',
  },
  leaving: {
    title: 'نعيدك إلى التطبيق',
    to: (client) => `نعيدك إلى ${name(client)}…`,
    on: 'ننتقل بك إلى الخطوة التالية…',
    slow: 'تابع إذا لم يحدث شيء',
  },
  expiry: {
    soon: (minutes) =>
      plural('ar', minutes, {
        zero: 'تنتهي صلاحية هذه الصفحة الآن.',
        one: 'تنتهي صلاحية هذه الصفحة خلال دقيقة واحدة تقريبًا.',
        two: 'تنتهي صلاحية هذه الصفحة خلال دقيقتين تقريبًا.',
        few: (count) => `تنتهي صلاحية هذه الصفحة خلال ${count} دقائق تقريبًا.`,
        many: (count) => `تنتهي صلاحية هذه الصفحة خلال ${count} دقيقة تقريبًا.`,
        other: (count) => `تنتهي صلاحية هذه الصفحة خلال ${count} دقيقة تقريبًا.`,
      }),
    stay: 'البقاء هنا',
    extended: 'حسنًا، لديك وقت إضافي.',
  },
};
