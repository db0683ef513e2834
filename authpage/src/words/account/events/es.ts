import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  events: {
    title: 'Actividad',
    none: 'Nada todavía. Aquí aparecerán los inicios de sesión y los cambios.',
    more: 'Mostrar más',
    network: (network) => `Desde la red ${name(network)}`,
    other: 'Ha pasado algo en tu cuenta para lo que esta página aún no tiene palabras.',
    kinds: {
      'account.created': 'Se creó tu cuenta.',
      'account.approved': 'Se aprobó tu cuenta.',
      'account.disabled': 'Quien administra el servicio bloqueó tu cuenta.',
      'account.enabled': 'Quien administra el servicio volvió a abrir tu cuenta.',
      'account.unlocked':
        'Quien administra el servicio puso fin a una espera: puedes volver a iniciar sesión.',
      'account.factors_reset':
        'Quien administra el servicio eliminó tus claves de acceso, tu aplicación de autenticación y tus códigos de reserva.',
      'account.recovery_sent':
        'Quien administra el servicio te envió una carta para poner una contraseña nueva.',
      'account.deletion_asked': 'Se pidió eliminar tu cuenta.',
      'account.kept': 'Conservaste tu cuenta: la eliminación queda anulada.',
      'account.signed_in': 'Iniciaste sesión.',
      'account.signed_out': 'Cerraste sesión.',
      'session.ended': 'Se cerró la sesión de un navegador.',
      'sessions.ended': 'Se cerró la sesión de varios navegadores.',
      'consent.given': 'Diste acceso a una aplicación.',
      'consent.denied': 'Negaste el acceso a una aplicación.',
      'consent.withdrawn': 'Se retiró el acceso de una aplicación.',
      'keys.rotated': 'Se reemplazaron las claves de cifrado de una aplicación. Su acceso terminó.',
      'tokens.issued': 'Una aplicación obtuvo acceso.',
      'tokens.revoked': 'Una aplicación devolvió su acceso.',
      'code.replayed': 'Se repitió un inicio de sesión en una aplicación. Se retiró el acceso que dio.',
      'refresh.replayed': 'Se usó una clave antigua de una aplicación. Por seguridad se retiró su acceso.',
      'login.throttled': 'Hubo demasiados intentos de iniciar sesión. Empezó una espera.',
      'profile.changed': 'Se cambió tu perfil.',
      'email.change_asked': 'Se pidió una nueva dirección de correo.',
      'email.changed': 'Se cambió tu dirección de correo.',
      'password.changed': 'Se cambió tu contraseña.',
      'password.removed': 'Se quitó tu contraseña.',
      'password.compromised':
        'Puede que otras personas conozcan tu contraseña. Se cerró tu sesión en todas partes y necesitas una nueva.',
      'credential.renewed':
        'Tu contraseña se guardó de nuevo con claves más recientes de este servidor. Sigue siendo la misma.',
      'keys.rewrapped': 'Tu bóveda quedó bajo tu nueva contraseña.',
      'keys.restarted': 'Tu bóveda empezó de nuevo con otra clave. Lo que había antes está bloqueado.',
      'data.exported': 'Se exportaron tus datos.',
      'factor.added': 'Se añadió una clave de acceso o una aplicación de autenticación.',
      'factor.removed': 'Se eliminó una clave de acceso o una aplicación de autenticación.',
      'factor.refused': 'El segundo paso de un inicio de sesión falló demasiadas veces.',
      'backup_codes.made': 'Se crearon códigos de reserva nuevos.',
      'backup.restored':
        'El servidor se restauró desde una copia de seguridad: tu cuenta está como entonces, y se cerró la sesión en todos los navegadores y aplicaciones.',
      'record.created': 'Una aplicación puso un dato en tu cuenta.',
      'record.replaced': 'Una aplicación cambió un dato de tu cuenta.',
      'record.revealed': 'Una aplicación consultó un dato de tu cuenta.',
      'record.deleted': 'Se eliminó un dato que una aplicación guardaba para ti.',
      'keys.made': 'Se creó la clave de tu bóveda.',
      'keys.recovery_made': 'Se creó una clave de recuperación para tu bóveda.',
      'keys.recovery_used': 'Una clave de recuperación abrió tu bóveda.',
      'keys.reopened': 'Se volvió a abrir una clave anterior de tu bóveda.',
      'keys.replaced': 'La clave de tu bóveda se cambió por otra.',
      'keys.passkey_added': 'Una clave de acceso ya puede abrir tu bóveda.',
      'keys.passkey_removed': 'Una clave de acceso ya no abre tu bóveda.',
      'keys.device_kept': 'Tu bóveda sigue abierta en un dispositivo hasta que cierres sesión en él.',
      'keys.device_removed': 'Tu bóveda ya no sigue abierta en un dispositivo.',
      'vault.emptied': 'Se eliminó todo lo que se guardaba para ti en la bóveda.',
    },
    ofClient: {
      'account.signed_in': (client) => `Iniciaste sesión en ${name(client)}.`,
      'consent.given': (client) => `Diste acceso a ${name(client)}.`,
      'consent.denied': (client) => `Negaste el acceso a ${name(client)}.`,
      'consent.withdrawn': (client) => `Se retiró el acceso de ${name(client)}.`,
      'keys.rotated': (client) =>
        `Se reemplazaron las claves de cifrado de ${name(client)}. Su acceso terminó.`,
      'tokens.issued': (client) => `${name(client)} obtuvo acceso.`,
      'tokens.revoked': (client) => `${name(client)} devolvió su acceso.`,
      'code.replayed': (client) =>
        `Se repitió un inicio de sesión en ${name(client)}. Se retiró el acceso que dio.`,
      'refresh.replayed': (client) =>
        `Se usó una clave antigua de ${name(client)}. Por seguridad se retiró su acceso.`,
    },
  },
};
