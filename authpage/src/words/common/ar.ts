import type { words as en } from './en.ts';

export const words: typeof en = {
  common: {
    continue: 'متابعة',
    cancel: 'إلغاء',
    tryAgain: 'حاول مرة أخرى',
    startAgain: 'ابدأ من جديد',
    signIn: 'تسجيل الدخول',
    signOut: 'تسجيل الخروج',
    createAccount: 'إنشاء حساب',
    useAnother: 'استخدام حساب آخر',
    checking: 'جارٍ التحقق…',
    working: 'لحظة من فضلك…',
    requestId: 'رقم الطلب',
    copy: 'نسخ',
    copied: 'تم النسخ',
    forDevelopers: 'للمطورين',
    privacyPolicy: 'سياسة الخصوصية',
    terms: 'شروط الخدمة',
    footer: 'تسجيل الدخول عبر',
    language: 'اللغة',
  },
};
