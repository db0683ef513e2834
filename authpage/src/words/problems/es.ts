import type { words as en } from './en.ts';
import { plural } from '../plural.ts';

export const words: typeof en = {
  wait: (minutes, time) =>
    plural('es', minutes, {
      one: `Demasiados intentos. Espera un minuto y vuelve a intentarlo (a partir de las ${time}).`,
      other: (count) =>
        `Demasiados intentos. Espera ${count} minutos y vuelve a intentarlo (a partir de las ${time}).`,
    }),
  problems: {
    invalid_input: {
      title: 'Falta algo',
      text: 'El servidor no pudo usar lo que se envió. Comprueba lo que escribiste y vuelve a intentarlo.',
    },
    wrong_password: {
      title: 'No se abrió',
      text: 'Esa contraseña no abrió tu cuenta. Inténtalo de nuevo.',
    },
    passkey_dismissed: {
      title: 'No se usó ninguna clave de acceso',
      text: 'No se usó ninguna clave de acceso: se canceló, o aquí no hay ninguna para este sitio. Inténtalo de nuevo, o elige otra forma.',
    },
    passkey_failed: {
      title: 'La clave de acceso no sirve aquí',
      text: 'Este navegador no pudo usar una clave de acceso para este sitio. Elige otra forma, o prueba con otro navegador.',
    },
    too_many_attempts: {
      title: 'Demasiados intentos',
      text: 'Demasiados intentos. Espera un rato y vuelve a intentarlo.',
    },
    interaction_expired: {
      title: 'Esta página ha caducado',
      text: 'Esperó demasiado, o se terminó en otra pestaña. No se cambió nada. Empieza de nuevo para continuar.',
    },
    interaction_foreign: {
      title: 'Esta página pertenece a otro navegador',
      text: 'Se empezó en otro sitio, o aquí las cookies están bloqueadas. Permite las cookies de este sitio y empieza de nuevo.',
    },
    ticket_invalid: {
      title: 'Este enlace ya no funciona',
      text: 'Ya se usó, o es demasiado antiguo. Si tu cuenta ya existe, inicia sesión; si no, pide un enlace nuevo.',
    },
    passkey_without_key: {
      title: 'Esta clave de acceso no abre ninguna bóveda',
      text: 'Esta clave de acceso o este navegador no puede derivar una clave, así que no puede abrir una bóveda. Elige otra forma.',
    },
    key_not_opened: {
      title: 'Tu bóveda siguió cerrada',
      text: 'Era correcto, pero no abre tu bóveda. Elige otra forma.',
    },
    recovery_key_mistyped: {
      title: 'Error al escribir',
      text: 'Eso no es una clave de recuperación: alguna letra o cifra no encaja. Compárala con la que guardaste.',
    },
    vault_failed: {
      title: 'No se pudo usar tu bóveda',
      text: 'Lo guardado no encaja con la clave de tu bóveda; no cambió nada. Vuelve a cargar la página; si sigue igual, díselo al operador.',
    },
    wrong_factor: { title: 'Sin confirmar', text: 'Eso no coincide. Inténtalo de nuevo.' },
    last_way_in: {
      title: 'Tu último acceso',
      text: 'Sin él ya no podrías entrar en tu cuenta. Añade otro primero.',
    },
    keys_missing: {
      title: 'Tu bóveda tiene que venir también',
      text: 'La contraseña nueva no se guardó, porque la clave de tu bóveda no vino con ella. Vuelve a cargar esta página e inténtalo de nuevo.',
    },
    keys_changed: {
      title: 'Ahora hay otra clave',
      text: 'La clave de tu bóveda se cambió en otro sitio, o esta página tiene una anterior. No se cambió nada. Vuelve a cargar la página.',
    },
    recovery_used: {
      title: 'Se usó tu clave de recuperación',
      text: 'Sirve una sola vez. No se cambió nada, porque no vino otra en su lugar. Vuelve a cargar esta página e inténtalo de nuevo.',
    },
    last_key: {
      title: 'La única clave de tu bóveda',
      text: 'Sin ella nada abriría tu bóveda. Añade primero otra forma, como una clave de recuperación.',
    },
    wrong_recovery_key: {
      title: 'No se abrió',
      text: 'Esa clave de recuperación no abrió tu bóveda. Revisa cada carácter e inténtalo de nuevo.',
    },
    vault_full: {
      title: 'Tu bóveda está llena',
      text: 'No hay sitio para más. Elimina algo de ella e inténtalo de nuevo.',
    },
    too_many_factors: {
      title: 'No caben más',
      text: 'Una cuenta no puede tener tantos. Quita primero uno que ya no necesites.',
    },
    factor_taken: {
      title: 'Ya está en uso',
      text: 'Esta clave de acceso ya abre una cuenta. Usa otra.',
    },
    registration_closed: {
      title: 'No hay cuentas nuevas',
      text: 'Este servidor no admite cuentas nuevas. Pide una invitación a su operador.',
    },
    user_code_unknown: { title: 'Código desconocido', text: 'Ningún dispositivo espera con este código.' },
    request_foreign: {
      title: 'Esta pregunta no es para ti',
      text: 'Otra persona la ha abierto, o era para otra cuenta. No se cambió nada.',
    },
    request_gone: {
      title: 'Esta pregunta está cerrada',
      text: 'Ya tiene respuesta, o esperó demasiado. No se cambió nada. Empieza de nuevo en la aplicación o el dispositivo.',
    },
    vault_changed: {
      title: 'Cambiado en otro lugar',
      text: 'Otro dispositivo ha cambiado esto desde que lo leíste. No se guardó nada: mira el nuevo estado e inténtalo de nuevo.',
    },
    sign_in_first: {
      title: 'Inicia sesión primero',
      text: 'Esta página es solo tuya. Inicia sesión para verla.',
    },
    cross_site: {
      title: 'No viene de aquí',
      text: 'Esta solicitud no vino de nuestra propia página, así que no se ejecutó. Abre la página otra vez.',
    },
    not_found: {
      title: 'Aquí no hay nada',
      text: 'Esta dirección no lleva a ninguna parte. Compruébala, o vuelve atrás.',
    },
    unavailable: {
      title: 'No disponible ahora',
      text: 'Una parte del servidor no está disponible. No se cambió nada. Inténtalo de nuevo en un momento.',
    },
    server_error: {
      title: 'Algo se rompió de nuestro lado',
      text: 'No fue por ti. Inténtalo de nuevo; si sigue, dile al operador el número de solicitud.',
    },
    bad_client_request: {
      title: 'La aplicación envió una solicitud que no podemos responder',
      text: 'Por seguridad no te devolvemos a ella. Vuelve a la aplicación e inténtalo de nuevo, o avisa a quienes la hacen.',
    },
    offline: {
      title: 'Sin conexión',
      text: 'No se pudo llegar al servidor; no se comprobó nada. Revisa tu conexión y vuelve a intentarlo.',
    },
    slow: {
      title: 'Sin respuesta',
      text: 'El servidor tardó demasiado; no se comprobó nada. Inténtalo de nuevo.',
    },
  },
  cookiesBlocked: {
    title: 'Las cookies están bloqueadas',
    text: 'Para iniciar sesión, este sitio necesita cookies. Permítelas en tu navegador y vuelve a intentarlo.',
  },
  unsupported: {
    title: 'Este navegador es demasiado antiguo para nosotros',
    text: 'Para que tu contraseña se quede aquí hacen falta WebAssembly y workers, que este navegador no tiene o tiene desactivados. Usa uno más nuevo.',
  },
};
