import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  profile: {
    picture: 'Photo',
    pictureLead:
      'Les applications qui peuvent voir ton profil la montrent. Elle est recadrée en carré ici, avant l’envoi.',
    choosePicture: 'Choisir une photo',
    usePicture: 'Utiliser cette photo',
    pictureReady: 'Voici comment les applications la verront.',
    pictureUnreadable: 'Ce navigateur ne peut pas lire ce fichier. Choisis une image PNG, JPEG ou WebP.',
    pictureLarge: 'Ce fichier dépasse 25 Mo. Choisis-en un plus petit.',
    pictureSaved: 'Ta photo est enregistrée.',
    removePicture: 'Supprimer la photo',
    removePictureTitle: 'Supprimer ta photo ?',
    removePictureText: 'Elle est effacée ici. Une application peut en avoir gardé une copie.',
    pictureRemoved: 'Ta photo est supprimée.',
    details: 'À propos de toi',
    detailsLead: 'Seul le nom est nécessaire. Ce qui reste vide n’est dit à personne.',
    name: 'Nom',
    givenName: 'Prénom',
    familyName: 'Nom de famille',
    nickname: 'Surnom',
    website: 'Site web',
    language: 'Langue',
    languageHint:
      'Celle que les applications devraient parler. La langue de ces pages se choisit tout en bas.',
    timeZone: 'Fuseau horaire',
    hereZone: (zone) => `Utiliser ${name(zone)}, comme dans ce navigateur`,
    notTold: 'Non indiqué',
    save: 'Enregistrer',
    saved: 'Enregistré.',
    invisible: 'Il y a ici quelque chose d’invisible. Tape-le à nouveau.',
    websiteMalformed: 'Saisis une adresse qui commence par https://, ou laisse ce champ vide.',
    refused: 'Cela n’a pas pu être gardé tel quel. Modifie-le, puis enregistre à nouveau.',
    email: 'Adresse e-mail',
    emailLead: 'Tu te connectes avec elle, et les lettres sur ton compte y arrivent.',
    changeEmail: 'Modifier',
    changeEmailName: 'Modifier l’adresse e-mail',
    newEmail: 'Nouvelle adresse e-mail',
    newEmailHint: 'Tu confirmes d’abord que c’est toi, puis une lettre part vers la nouvelle adresse.',
    emailSame: 'C’est déjà ton adresse.',
    emailWaits: (email) =>
      `Une lettre attend à ${name(email)}. Ouvre son lien pour terminer ; d’ici là, rien ne change.`,
  },
};
