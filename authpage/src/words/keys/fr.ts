import { isolate as name } from '../isolate.ts';
import type { KeyWords } from './en.ts';

export const words: KeyWords = {
  unlock: {
    title: 'Ouvre ton coffre',
    opening: 'Ouverture de ton coffre…',
    lead: 'Ton coffre est fermé. Il ne s’ouvre que dans ce navigateur : le serveur ne peut pas l’ouvrir.',
    byPassword: 'Utiliser ton mot de passe',
    byPasskey: 'Utiliser une clé d’accès',
    byRecovery: 'Utiliser ta clé de récupération',
    open: 'Ouvrir le coffre',
    noWay: 'Ce navigateur ne peut pas l’ouvrir : il faut une de tes clés d’accès et un navigateur qui les connaît.',
    recoveryKey: 'Clé de récupération',
    recoveryHint: '8 groupes de 5 lettres et chiffres. Majuscules, espaces et tirets ne comptent pas.',
    recoveryMissing: 'Saisis ta clé de récupération.',
    recoveryTurns: 'Elle sert une fois : une nouvelle la remplace et t’est montrée aussitôt après.',
    stay: 'Le laisser ouvert sur cet appareil jusqu’à ma déconnexion',
    stayHint: 'Seulement là où personne d’autre n’utilise ton navigateur : d’ici là, il s’ouvre ici sans rien demander.',
    staysOpen: 'Ton coffre reste ouvert sur cet appareil jusqu’à ce que tu te déconnectes ou le fermes.',
  },
  makeKey: {
    lead: 'Tu n’as pas encore de clé de coffre. Elle est créée dans ce navigateur et fermée avec ton mot de passe ou une clé d’accès ; le serveur ne la voit jamais.',
    make: 'Créer ma clé',
    byPasskey: 'La créer avec une clé d’accès',
    why: 'Ton mot de passe, encore une fois : il ferme la nouvelle clé.',
  },
  recoverySheet: {
    title: 'Ta clé de récupération',
    lead: 'Elle ouvre ton coffre quand ton mot de passe et tes clés d’accès sont perdus. Elle n’est montrée que maintenant, et personne ne pourra la remontrer.',
    file: (server, email) => `Clé de récupération de ${email} chez ${server}`,
    hint: 'Qui la possède et peut se connecter à ta place ouvre ton coffre. Garde-la là où toi seul regardes.',
    download: 'Télécharger la clé',
    print: 'Imprimer la clé',
    kept: 'Je l’ai gardée',
  },
  rolledBack: {
    title: 'Arrête-toi ici',
    text: 'Ce serveur annonce une clé de coffre plus ancienne que celle que ce navigateur a vue, ou aucune.',
    why: 'Il a peut-être perdu des données, ou quelqu’un veut que tu crées une nouvelle clé à la place de la tienne. Ne touche pas à ton coffre et demande à la personne qui gère ce serveur.',
  },
  keysStep: {
    title: (client) => `Clés pour ${name(client)}`,
    gets: (client) => `${name(client)} reçoit ses propres clés : elle ouvre avec elles ce qu’elle garde chiffré pour toi, et rien des autres applications.`,
    handing: 'Remise des clés…',
  },
  newKeys: {
    title: 'Ton coffre',
    willLock: 'Ton coffre va se fermer : ton nouveau mot de passe seul ne l’ouvre pas. Ouvre-le maintenant, et rien n’est perdu.',
    stays: 'Ton coffre est ouvert et suit ton nouveau mot de passe.',
    toChange: 'Ouvre d’abord ton coffre : il suivra alors ton nouveau mot de passe.',
    without: 'Continuer sans mon coffre',
    withoutText: 'Il reste fermé un temps (90 jours, sauf autre choix de l’exploitant). D’ici là, ton ancien mot de passe ou ta clé de récupération le rouvre ; ensuite, ce qu’il contient est perdu. Les applications reçoivent d’autres clés.',
    choose: 'Saisis ta clé de récupération, ouvre le coffre avec une clé d’accès, ou coche que tu continues sans lui.',
    chooseWithout: 'Ouvre le coffre avec une clé d’accès, s’il y en a une, ou coche que tu continues sans lui.',
    reloaded: 'Cette page a été rechargée et n’a plus ce qui ouvre ton coffre. Connecte-toi encore une fois avec ton mot de passe actuel.',
    signInAgain: 'Se reconnecter',
  },
};
