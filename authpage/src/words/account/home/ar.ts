import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  home: { nav: 'حسابك' },
  sections: {
    profile: 'الملف الشخصي',
    security: 'الأمان',
    vault: 'الخزنة',
    apps: 'التطبيقات',
    devices: 'الأجهزة',
    events: 'النشاط',
    data: 'بياناتك',
  },
  leads: {
    profile: 'من أنت، للتطبيقات التي سمحت لها بمعرفة ذلك.',
    security: 'كيف تُثبت أن هذا الحساب لك.',
    vault: 'ما لا يفتحه سواك: ملاحظاتك وكلمات مرورك، والمفتاح الذي وراء تطبيقاتك.',
    apps: 'ما الذي سمحت به ولمن. يمكنك سحبه في أي وقت.',
    devices: 'أين سجّلت الدخول. المتصفح الذي تسجّل خروجه هنا يحتاج إلى تسجيل الدخول من جديد.',
    events: 'ما حدث في حسابك. إن لم تكن أنت، فغيّر كلمة مرورك وسجّل الخروج من كل مكان.',
    data: 'ما يُحفظ عنك: لك أن تأخذه معك، ولك أن تحذفه.',
  },
  done: {
    'change-password': 'كلمة مرورك الجديدة سارية من الآن.',
    'remove-password': 'أزيلت كلمة مرورك. من الآن تفتح مفاتيح المرور هذا الحساب.',
    'change-email': 'رسالة في طريقها إلى العنوان الجديد. افتح الرابط الذي فيها لإتمام التغيير.',
    'add-factor': 'تم الإعداد، وهو سارٍ من الآن.',
    'remove-factor': 'تمت الإزالة، ولم يعد يفتح شيئًا.',
    export: 'تم تصدير بياناتك.',
    'delete-account': 'سيُحذف حسابك.',
  },
  apps: {
    title: 'التطبيقات المتصلة',
    none: 'لا يوجد تطبيق متصل. عندما تسجّل الدخول في تطبيق وتسمح له بالوصول سيظهر هنا.',
    allowedOn: (date) => `سُمح به في ${date}`,
    lastUsed: (date) => `آخر استخدام في ${date}`,
    notInUse: 'غير مستخدم الآن',
    withdraw: 'سحب',
    withdrawFrom: (client) => `سحب إذن ${name(client)}`,
    withdrawTitle: (client) => `هل تريد سحب إذن ${name(client)}؟`,
    willLose: (client) =>
      `يفقد ${name(client)} إذن الوصول الآن، وأثناء غيابك أيضًا، وعليه أن يسألك من جديد. ` +
      'ويحتفظ بما حصل عليه من قبل.',
    withdrawn: (client) => `سُحب إذن ${name(client)}.`,
  },
  waiting: {
    title: 'في انتظار ردك',
    look: 'عرض واتخاذ قرار',
    lookAt: (client) => `عرض واتخاذ قرار فيما يطلبه ${name(client)}`,
    since: (time) => `طُلب في ${time}`,
  },
};
