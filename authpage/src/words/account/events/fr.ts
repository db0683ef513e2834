import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  events: {
    title: 'Activité',
    none: 'Rien pour l’instant. Les connexions et les changements apparaîtront ici.',
    more: 'Afficher plus',
    network: (network) => `Depuis le réseau ${name(network)}`,
    other: 'Il est arrivé à ton compte quelque chose pour quoi cette page n’a pas encore de mots.',
    kinds: {
      'account.created': 'Ton compte a été créé.',
      'account.approved': 'Ton compte a été approuvé.',
      'account.disabled': 'L’exploitant a verrouillé ton compte.',
      'account.enabled': 'L’exploitant a rouvert ton compte.',
      'account.unlocked': 'L’exploitant a mis fin à une attente : tu peux de nouveau te connecter.',
      'account.factors_reset':
        'L’exploitant a supprimé tes clés d’accès, ton application d’authentification et tes codes de secours.',
      'account.recovery_sent': 'L’exploitant t’a envoyé une lettre pour définir un nouveau mot de passe.',
      'account.deletion_asked': 'La suppression de ton compte a été demandée.',
      'account.kept': 'Tu as gardé ton compte : la suppression est annulée.',
      'account.signed_in': 'Tu t’es connecté.',
      'account.signed_out': 'Tu t’es déconnecté.',
      'session.ended': 'Un navigateur a été déconnecté.',
      'sessions.ended': 'Plusieurs navigateurs ont été déconnectés.',
      'consent.given': 'Tu as donné accès à une application.',
      'consent.denied': 'Tu as refusé l’accès à une application.',
      'consent.withdrawn': 'L’accès d’une application a été retiré.',
      'keys.rotated': 'Les clés de chiffrement d’une application ont été remplacées. Son accès a pris fin.',
      'tokens.issued': 'Une application a obtenu l’accès.',
      'tokens.revoked': 'Une application a rendu son accès.',
      'code.replayed': 'Une connexion à une application a été répétée. L’accès obtenu ainsi a été retiré.',
      'refresh.replayed':
        'Une ancienne clé d’une application a été utilisée. Par prudence, son accès a été retiré.',
      'login.throttled': 'Il y a eu trop d’essais de connexion. Une attente a commencé.',
      'profile.changed': 'Ton profil a été modifié.',
      'email.change_asked': 'Une nouvelle adresse e-mail a été demandée.',
      'email.changed': 'Ton adresse e-mail a été changée.',
      'password.changed': 'Ton mot de passe a été changé.',
      'password.removed': 'Ton mot de passe a été supprimé.',
      'password.compromised':
        'Ton mot de passe est peut-être connu d’autres personnes. Tu as été déconnecté partout et il t’en faut un nouveau.',
      'credential.renewed':
        'Ton mot de passe a été enregistré à nouveau, sous des clés plus récentes de ce serveur. Il reste le même.',
      'keys.rewrapped': 'Ton coffre est maintenant sous ton nouveau mot de passe.',
      'keys.restarted':
        'Ton coffre a recommencé avec une autre clé. Ce qu’il contenait avant est verrouillé.',
      'data.exported': 'Tes données ont été exportées.',
      'factor.added': 'Une clé d’accès ou une application d’authentification a été ajoutée.',
      'factor.removed': 'Une clé d’accès ou une application d’authentification a été supprimée.',
      'factor.refused': 'La deuxième étape d’une connexion a échoué trop souvent.',
      'backup_codes.made': 'De nouveaux codes de secours ont été créés.',
      'backup.restored':
        'Le serveur a été restauré depuis une sauvegarde : ton compte est tel qu’il était alors, et tous les navigateurs et applications ont été déconnectés.',
      'record.created': 'Une application a déposé une donnée dans ton compte.',
      'record.replaced': 'Une application a modifié une donnée de ton compte.',
      'record.revealed': 'Une application a consulté une donnée de ton compte.',
      'record.deleted': 'Une donnée qu’une application gardait pour toi a été supprimée.',
      'keys.made': 'La clé de ton coffre a été créée.',
      'keys.recovery_made': 'Une clé de récupération pour ton coffre a été créée.',
      'keys.recovery_used': 'Une clé de récupération a ouvert ton coffre.',
      'keys.reopened': 'Une ancienne clé de ton coffre a été rouverte.',
      'keys.replaced': 'La clé de ton coffre a été remplacée par une autre.',
      'keys.passkey_added': 'Une clé d’accès peut désormais ouvrir ton coffre.',
      'keys.passkey_removed': 'Une clé d’accès n’ouvre plus ton coffre.',
      'keys.device_kept': 'Ton coffre reste ouvert sur un appareil jusqu’à ta déconnexion.',
      'keys.device_removed': 'Ton coffre ne reste plus ouvert sur un appareil.',
      'vault.emptied': 'Tout ce qui était gardé pour toi dans le coffre a été supprimé.',
    },
    ofClient: {
      'account.signed_in': (client) => `Tu t’es connecté à ${name(client)}.`,
      'consent.given': (client) => `Tu as donné accès à ${name(client)}.`,
      'consent.denied': (client) => `Tu as refusé l’accès à ${name(client)}.`,
      'consent.withdrawn': (client) => `L’accès de ${name(client)} a été retiré.`,
      'keys.rotated': (client) =>
        `Les clés de chiffrement de ${name(client)} ont été remplacées. Son accès a pris fin.`,
      'tokens.issued': (client) => `${name(client)} a obtenu l’accès.`,
      'tokens.revoked': (client) => `${name(client)} a rendu son accès.`,
      'code.replayed': (client) =>
        `Une connexion à ${name(client)} a été répétée. L’accès obtenu ainsi a été retiré.`,
      'refresh.replayed': (client) =>
        `Une ancienne clé de ${name(client)} a été utilisée. Par prudence, son accès a été retiré.`,
    },
  },
};
