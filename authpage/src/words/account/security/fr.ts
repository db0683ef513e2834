import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';
import { plural } from '../../plural.ts';

export const words: typeof en = {
  security: {
    password: 'Mot de passe',
    passwordLead: 'Il ne quitte jamais ton navigateur. Ce serveur ne pourrait même pas le lire.',
    passwordSince: (date) => `Défini le ${date}`,
    changePassword: 'Changer le mot de passe',
    noPassword:
      'Tu n’en as pas : tes clés d’accès ouvrent ce compte. Tu peux en définir un comme deuxième entrée.',
    setPassword: 'Définir un mot de passe',
    alone: 'Ouvrir avec les clés d’accès seules',
    aloneTitle: 'Supprimer ton mot de passe ?',
    aloneText:
      'Dès lors, seules tes clés d’accès ouvrent ce compte. Gardes-en au moins deux, sur des appareils différents, ' +
      'pour qu’une perte ne te laisse pas dehors. Tu peux redéfinir un mot de passe à tout moment.',
    aloneAct: 'Supprimer le mot de passe',
    passkeys: 'Clés d’accès',
    passkeysLead:
      'Connecte-toi avec une empreinte, ton visage, un code ou une clé de sécurité. Cela ne marche que sur ce site.',
    noPasskeys:
      'Tu n’en as pas encore. Avec une clé, se connecter tient en un geste que personne ne peut te soutirer.',
    addPasskey: 'Ajouter une clé d’accès',
    synced: 'Synchronisée avec tes autres appareils',
    oneDevice: 'Sur un seul appareil',
    addedOn: (date) => `Ajouté le ${date}`,
    lastUsed: (date) => `Dernière utilisation le ${date}`,
    neverUsed: 'Pas encore utilisé',
    rename: 'Renommer',
    renameOf: (factor) => `Renommer ${name(factor)}`,
    label: 'Nom de cette clé d’accès',
    labelMissing: 'Saisis un nom auquel tu la reconnaîtras.',
    renamed: 'Le nouveau nom est enregistré.',
    remove: 'Supprimer',
    removeOf: (factor) => `Supprimer ${name(factor)}`,
    removeTitle: (factor) => `Supprimer ${name(factor)} ?`,
    losesPasskey:
      'Cette clé d’accès n’ouvrira plus rien. Ton appareil en garde sa moitié, jusqu’à ce que tu l’effaces dans ses réglages.',
    totp: 'Application d’authentification',
    totpLead:
      'Une application sur ton téléphone montre un code qui change toutes les 30 secondes. Il est demandé après le mot de passe.',
    noTotp: 'Pas en place. Avec elle, celui qui apprend ton mot de passe n’entre toujours pas.',
    setUpTotp: 'Mettre en place',
    losesTotp:
      'Ses codes ne vaudront plus rien. Si tu n’as pas non plus de clé d’accès, seul le mot de passe sera demandé.',
    backup: 'Codes de secours',
    backupLead:
      'Dix codes sur papier, pour le jour où ton téléphone n’est plus là. Chacun le remplace une fois.',
    noBackup:
      'Tu n’en as pas. Crée-les dès que tu as une clé d’accès ou une application, et garde-les ailleurs.',
    makeBackup: 'Créer des codes de secours',
    backupLeft: (left) =>
      plural('fr', left, {
        one: (count) => `Il en reste ${count} sur 10`,
        other: (count) => `Il en reste ${count} sur 10`,
      }),
    backupFew: 'Il en reste peu. Crées-en de nouveaux avant d’en avoir besoin.',
    madeOn: (date) => `Créés le ${date}`,
    renewBackup: 'Créer de nouveaux codes',
    renewBackupTitle: 'Créer de nouveaux codes de secours ?',
    renewBackupText:
      'Tous les codes que tu as maintenant cesseront de marcher. Jette ce papier et garde le nouveau.',
  },
};
