import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  records: {
    title: 'ما تحفظه التطبيقات هنا لك',
    lead: 'يمكن للتطبيقات أن تحفظ بيانات في حسابك، مثل بطاقة أو عنوان. وهي مشفّرة بمفتاح يخص حسابك وحده، ويظهر هنا جزء منها؛ والتطبيق الذي تسمح له بذلك يستطيع رؤيتها كاملة.',
    none: 'لا يحفظ أي تطبيق شيئًا هنا.',
    more: 'عرض المزيد',
    keptBy: (client) => `يحفظه ${name(client)}`,
    gone: 'يحفظه تطبيق لم يعد موجودًا',
    keptOn: (date) => `منذ ${date}`,
    unreadable: 'لا يمكن قراءته الآن',
    delete: 'حذف',
    deleteOf: (what) => `حذف: ${what}`,
    deleteTitle: (what) => `هل تريد حذف: ${what}؟`,
    willLose: 'يزول نهائيًا من كل تطبيق يستخدمه هنا. وهو موجود كاملًا في بياناتك المصدّرة إن أردت الاحتفاظ به.',
    deleted: 'حُذفت القيمة.',
    type: {
      'card-number': 'رقم البطاقة',
      iban: 'حساب مصرفي (IBAN)',
      phone: 'رقم الهاتف',
      address: 'العنوان',
      'national-id': 'رقم الهوية الوطنية',
      'free-text': 'ملاحظة',
    },
    otherType: (type) => `النوع «${name(type)}»`,
    yours: {
      'card-number': 'رقم بطاقتك',
      iban: 'حسابك المصرفي',
      phone: 'رقم هاتفك',
      address: 'عنوانك',
      'national-id': 'رقم هويتك الوطنية',
      'free-text': 'ملاحظة لك',
    },
    otherOfYours: (type) => `قيمة من النوع «${name(type)}»`,
    happened: {
      'record.created': (client, what) => `وضع ${name(client)} في حسابك: ${what}.`,
      'record.replaced': (client, what) => `غيّر ${name(client)} في حسابك: ${what}.`,
      'record.revealed': (client, what) => `اطّلع ${name(client)} على ${what}.`,
      'record.deleted': (client, what) => `حذف ${name(client)} من حسابك: ${what}.`,
    },
  },
};
