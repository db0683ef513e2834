import type { words as en } from './en.ts';

export const words: typeof en = {
  fields: {
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    repeatPassword: 'Répéter le mot de passe',
    name: 'Nom',
    show: 'Afficher',
    hide: 'Masquer',
    showPassword: 'Afficher le mot de passe',
    hidePassword: 'Masquer le mot de passe',
    capsLock: 'Le verrouillage des majuscules est activé.',
    emailMissing: 'Saisis ton adresse e-mail.',
    emailMalformed: 'Saisis une adresse e-mail, par exemple nom@exemple.fr.',
    passwordMissing: 'Saisis ton mot de passe.',
    nameMissing: 'Saisis le nom que les applications peuvent montrer.',
    nameLong: 'Utilise au plus 120 caractères.',
    nameCharacters:
      'Utilise seulement des lettres, des chiffres et des signes\u00a0: ce nom contient quelque chose d’invisible.',
    nameHint: 'Les applications que tu autorises peuvent le voir. N’importe quel nom convient.',
  },
};
