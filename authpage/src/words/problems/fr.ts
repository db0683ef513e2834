import type { words as en } from './en.ts';
import { plural } from '../plural.ts';

export const words: typeof en = {
  wait: (minutes, time) =>
    plural('fr', minutes, {
      one: `Trop d’essais. Attends une minute, puis réessaie (à partir de ${time}).`,
      other: (count) => `Trop d’essais. Attends ${count} minutes, puis réessaie (à partir de ${time}).`,
    }),
  problems: {
    invalid_input: {
      title: 'Il manque quelque chose',
      text: 'Le serveur n’a rien pu faire de ce qui a été envoyé. Vérifie ta saisie, puis réessaie.',
    },
    wrong_password: {
      title: 'Pas ouvert',
      text: 'Ce mot de passe n’a pas ouvert ton compte. Réessaie.',
    },
    passkey_dismissed: {
      title: 'Aucune clé d’accès utilisée',
      text: 'Aucune clé d’accès n’a été utilisée\u00a0: l’opération a été annulée, ou il n’y en a pas ici pour ce site. Réessaie, ou choisis un autre moyen.',
    },
    passkey_failed: {
      title: 'Clé d’accès inutilisable ici',
      text: 'Ce navigateur n’a pas pu utiliser de clé d’accès pour ce site. Choisis un autre moyen, ou essaie un autre navigateur.',
    },
    too_many_attempts: {
      title: 'Trop d’essais',
      text: 'Trop d’essais. Attends un moment, puis réessaie.',
    },
    interaction_expired: {
      title: 'Cette page a expiré',
      text: 'Elle a attendu trop longtemps, ou elle a été terminée dans un autre onglet. Rien n’a changé. Recommence pour continuer.',
    },
    interaction_foreign: {
      title: 'Cette page appartient à un autre navigateur',
      text: 'Elle a été commencée ailleurs, ou les cookies sont bloqués ici. Autorise les cookies pour ce site, puis recommence.',
    },
    ticket_invalid: {
      title: 'Ce lien ne marche plus',
      text: 'Il a déjà servi, ou il est trop ancien. Si ton compte existe déjà, connecte-toi\u00a0; sinon, demande un nouveau lien.',
    },
    passkey_without_key: {
      title: 'Cette clé d’accès n’ouvre aucun coffre',
      text: 'Cette clé d’accès ou ce navigateur ne peut pas dériver de clé, donc pas ouvrir de coffre. Choisis un autre moyen.',
    },
    key_not_opened: {
      title: 'Ton coffre est resté fermé',
      text: 'C’était juste, mais cela n’ouvre pas ton coffre. Choisis un autre moyen.',
    },
    recovery_key_mistyped: {
      title: 'Faute de frappe',
      text: 'Ce n’est pas une clé de récupération : une lettre ou un chiffre ne va pas. Compare avec ce que tu as gardé.',
    },
    vault_failed: {
      title: 'Ton coffre n’a pas pu être utilisé',
      text: 'Ce qui est gardé ne va pas avec la clé de ton coffre ; rien n’a changé. Recharge la page ; si cela dure, dis-le à l’exploitant.',
    },
    wrong_factor: { title: 'Pas confirmé', text: 'Cela ne correspond pas. Réessaie.' },
    last_way_in: {
      title: 'Ton dernier accès',
      text: 'Sans lui, tu n’entrerais plus dans ton compte. Ajoutes-en d’abord un autre.',
    },
    keys_missing: {
      title: 'Ton coffre doit suivre',
      text: 'Le nouveau mot de passe n’a pas été enregistré, car la clé de ton coffre ne l’accompagnait pas. Recharge cette page, puis réessaie.',
    },
    keys_changed: {
      title: 'Une autre clé depuis',
      text: 'La clé de ton coffre a été changée ailleurs, ou cette page en a une plus ancienne. Rien n’a changé. Recharge la page.',
    },
    recovery_used: {
      title: 'Ta clé de récupération a été utilisée',
      text: 'Elle ne sert qu’une fois. Rien n’a changé, car aucune nouvelle ne l’a remplacée. Recharge cette page, puis réessaie.',
    },
    last_key: {
      title: 'La seule clé de ton coffre',
      text: 'Sans elle, rien n’ouvrirait ton coffre. Ajoute d’abord un autre moyen, par exemple une clé de récupération.',
    },
    wrong_recovery_key: {
      title: 'Pas ouvert',
      text: 'Cette clé de récupération n’a pas ouvert ton coffre. Vérifie chaque caractère, puis réessaie.',
    },
    vault_full: {
      title: 'Ton coffre est plein',
      text: 'Il n’y a plus de place. Supprime quelque chose de ton coffre, puis réessaie.',
    },
    too_many_factors: {
      title: 'Pas davantage',
      text: 'Un compte ne peut pas en avoir autant. Retires-en d’abord un dont tu n’as plus besoin.',
    },
    factor_taken: {
      title: 'Déjà utilisée',
      text: 'Cette clé d’accès ouvre déjà un compte. Utilises-en une autre.',
    },
    registration_closed: {
      title: 'Pas de nouveaux comptes',
      text: 'Ce serveur n’accepte pas de nouveaux comptes. Demande une invitation à son exploitant.',
    },
    user_code_unknown: { title: 'Code inconnu', text: 'Aucun appareil n’attend sous ce code.' },
    request_foreign: {
      title: 'Cette question n’est pas pour toi',
      text: 'Quelqu’un d’autre l’a ouverte, ou elle était destinée à un autre compte. Rien n’a changé.',
    },
    request_gone: {
      title: 'Cette question est close',
      text: 'Elle a déjà reçu une réponse, ou elle a attendu trop longtemps. Rien n’a changé. Recommence dans l’application ou sur l’appareil.',
    },
    vault_changed: {
      title: 'Modifié ailleurs',
      text: 'Un autre appareil a modifié ceci depuis que tu l’as lu. Rien n’a été enregistré\u00a0: regarde le nouvel état et essaie encore.',
    },
    sign_in_first: {
      title: 'Connecte-toi d’abord',
      text: 'Cette page n’est qu’à toi. Connecte-toi pour la voir.',
    },
    cross_site: {
      title: 'Pas d’ici',
      text: 'Cette demande ne venait pas de notre propre page, elle n’a donc pas été exécutée. Ouvre la page encore une fois.',
    },
    not_found: {
      title: 'Rien ici',
      text: 'Cette adresse ne mène nulle part. Vérifie-la, ou reviens en arrière.',
    },
    unavailable: {
      title: 'Indisponible pour le moment',
      text: 'Une partie du serveur n’est pas disponible. Rien n’a changé. Réessaie dans un instant.',
    },
    server_error: {
      title: 'Quelque chose s’est cassé chez nous',
      text: 'Tu n’y es pour rien. Réessaie\u00a0; si cela dure, donne à l’exploitant le numéro de la demande.',
    },
    bad_client_request: {
      title: 'L’application a envoyé une demande à laquelle nous ne pouvons pas répondre',
      text: 'Par sécurité, nous ne t’y renvoyons pas. Retourne dans l’application et réessaie, ou préviens ses auteurs.',
    },
    offline: {
      title: 'Pas de connexion',
      text: 'Le serveur n’a pas pu être joint\u00a0; rien n’a été vérifié. Vérifie ta connexion, puis réessaie.',
    },
    slow: {
      title: 'Pas de réponse',
      text: 'Le serveur a mis trop de temps\u00a0; rien n’a été vérifié. Réessaie.',
    },
  },
  cookiesBlocked: {
    title: 'Les cookies sont bloqués',
    text: 'Pour se connecter, ce site a besoin de cookies. Autorise-les dans ton navigateur, puis réessaie.',
  },
  unsupported: {
    title: 'Ce navigateur est trop ancien pour nous',
    text: 'Pour que ton mot de passe reste ici, il faut WebAssembly et des workers, que ce navigateur n’a pas ou a désactivés. Utilises-en un plus récent.',
  },
};
