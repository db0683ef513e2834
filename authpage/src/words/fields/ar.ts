import type { words as en } from './en.ts';

export const words: typeof en = {
  fields: {
    email: 'البريد الإلكتروني',
    password: 'كلمة المرور',
    repeatPassword: 'تكرار كلمة المرور',
    name: 'الاسم',
    show: 'إظهار',
    hide: 'إخفاء',
    showPassword: 'إظهار كلمة المرور',
    hidePassword: 'إخفاء كلمة المرور',
    capsLock: 'مفتاح Caps Lock مفعّل.',
    emailMissing: 'أدخل عنوان بريدك الإلكتروني.',
    emailMalformed: 'أدخل عنوان بريد إلكتروني مثل \u2066name@example.org\u2069.',
    passwordMissing: 'أدخل كلمة المرور.',
    nameMissing: 'أدخل الاسم الذي يمكن للتطبيقات أن تعرضه.',
    nameLong: 'استخدم 120 حرفًا على الأكثر.',
    nameCharacters: 'استخدم الحروف والأرقام والعلامات فقط: في هذا الاسم شيء لا يُرى.',
    nameHint: 'قد تراه التطبيقات التي تسمح لها. يمكنك استخدام أي اسم.',
  },
};
