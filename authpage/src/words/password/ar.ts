import type { words as en } from './en.ts';
import { plural } from '../plural.ts';

export const words: typeof en = {
  password: {
    hint: '10 أحرف على الأقل. بضع كلمات لا صلة بينها خيار جيد.',
    tooShort: (missing) =>
      plural('ar', missing, {
        zero: 'أضف حرفًا واحدًا على الأقل.',
        one: 'أضف حرفًا واحدًا على الأقل.',
        two: 'أضف حرفين على الأقل.',
        few: (count) => `أضف ${count} أحرف على الأقل.`,
        many: (count) => `أضف ${count} حرفًا على الأقل.`,
        other: (count) => `أضف ${count} حرف على الأقل.`,
      }),
    tooLong: 'استخدم 1024 حرفًا على الأكثر.',
    isEmail: 'اختر كلمة مرور غير عنوان بريدك الإلكتروني.',
    common: 'يستخدم كثيرون كلمة المرور هذه، فهي أول ما يُخمَّن. اختر شيئًا خاصًا بك.',
    predictable: 'هذا نمط يُخمَّن مبكرًا. أضف بضع كلمات لا صلة بينها.',
    different: 'كلمتا المرور مختلفتان. اكتب الكلمة نفسها مرتين.',
    strength: {
      weak: 'القوة: ضعيفة',
      fair: 'القوة: متوسطة',
      good: 'القوة: جيدة',
      strong: 'القوة: قوية',
    },
  },
};
