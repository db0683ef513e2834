import { useState } from 'react';

/** The picture of a client. Its place stays empty when it does not come: another instance may not have it yet. */
export function ClientLogo({ src }: { readonly src: string }) {
  const [missing, setMissing] = useState(false);
  return (
    <img
      className={missing ? 'logo logo-missing' : 'logo'}
      src={src}
      width={48}
      height={48}
      alt=""
      onError={() => setMissing(true)}
    />
  );
}
