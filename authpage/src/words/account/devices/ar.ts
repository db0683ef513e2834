import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  devices: {
    title: 'مسجّل الدخول الآن',
    thisBrowser: 'هذا المتصفح',
    unknownDevice: 'متصفح غير معروف',
    unknownPlace: 'المكان غير معروف',
    signedInOn: (date) => `سُجّل الدخول في ${date}`,
    lastSeen: (date) => `آخر ظهور في ${date}`,
    signOutOf: (device) => `تسجيل الخروج من ${name(device)}`,
    ended: (device) => `تم تسجيل الخروج من ${name(device)}.`,
    alone: 'أنت مسجّل الدخول في هذا المتصفح وحده.',
    manyTitle: 'الكل دفعة واحدة',
    manyLead: 'لجهاز فقدته أو لا تعرفه.',
    endOthers: 'تسجيل خروج كل ما عداه',
    endOthersTitle: 'هل تريد تسجيل الخروج من كل المتصفحات الأخرى؟',
    endOthersText: 'عليك تسجيل الدخول من جديد في كل مكان إلا هنا. وقد يضيع ما كُتب هناك ولم يُحفظ.',
    endedOthers: 'أنت الآن مسجّل الدخول في هذا المتصفح وحده.',
    everywhere: 'تسجيل الخروج من كل مكان',
    everywhereTitle: 'هل تريد تسجيل الخروج من كل مكان؟',
    everywhereText:
      'يحتاج كل متصفح إلى تسجيل الدخول من جديد، وهذا أيضًا. وتفقد التطبيقات إذن الوصول، ويُبلَّغ منها ما يمكن إبلاغه.',
  },
};
