import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  home: {
    title: 'حسابك',
    clients: 'التطبيقات المتصلة',
    noClients: 'لا يوجد تطبيق متصل. عندما تسجّل الدخول في تطبيق وتسمح له بالوصول سيظهر هنا.',
    allowedOn: (date) => `سُمح به في ${date}`,
    withdraw: 'سحب',
    withdrawFrom: (client) => `سحب إذن ${name(client)}`,
    willLose: (client) =>
      `يفقد ${name(client)} إذن الوصول الآن، وأثناء غيابك أيضًا، وعليه أن يسألك من جديد. ` +
      'ويحتفظ بما حصل عليه من قبل.',
    withdrawn: (client) => `سُحب إذن ${name(client)}.`,
    sessions: 'أين سجّلت الدخول',
    sessionsLead: 'المتصفح الذي تسجّل خروجه هنا يحتاج إلى تسجيل الدخول من جديد.',
    thisBrowser: 'هذا المتصفح',
    unknownDevice: 'متصفح غير معروف',
    signedInOn: (date) => `سُجّل الدخول في ${date}`,
    lastSeen: (date) => `آخر ظهور في ${date}`,
    signOutOf: (device) => `تسجيل الخروج من ${name(device)}`,
    ended: 'تم تسجيل الخروج هناك.',
    endOthers: 'تسجيل خروج كل ما عداه',
    endedOthers: 'أنت الآن مسجَّل الدخول في هذا المتصفح وحده.',
    everywhere: 'تسجيل الخروج من كل مكان',
    everywhereHint: 'تفقد التطبيقات أيضًا إذن الوصول، ويُبلَّغ منها ما يمكن إبلاغه.',
  },
  waiting: {
    title: 'في انتظار ردك',
    look: 'عرض واتخاذ قرار',
    lookAt: (client) => `عرض واتخاذ قرار فيما يطلبه ${name(client)}`,
    since: (time) => `طُلب في ${time}`,
  },
};
