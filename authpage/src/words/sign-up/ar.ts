import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  signUp: {
    title: 'إنشاء حساب',
    lead: 'نرسل رابطًا إلى عنوانك. تختار كلمة المرور بعد فتحه.',
    haveAccount: 'لديك حساب بالفعل؟',
    mailTitle: 'تحقق من بريدك',
    mailSent: (email) => `أرسلنا رسالة إلى ${name(email)}. افتح الرابط الذي فيها للمتابعة.`,
    mailHint: 'لم يصلك شيء بعد بضع دقائق؟ ابحث في البريد غير المرغوب فيه، أو تحقق من العنوان.',
    sendAgain: 'إرسال مرة أخرى',
    sentAgain: 'أُرسلت مرة أخرى.',
    otherAddress: 'استخدام عنوان آخر',
    opening: 'جارٍ فتح الرابط…',
    choose: 'اختر اسمًا وكلمة مرور',
    forAddress: 'الحساب مخصص لـ',
  },
};
