import './style/base.css';
import './style/card.css';
import './style/form.css';
import './style/later.css';
import type { View } from '../../contract/page.ts';
import { mount } from './mount.tsx';
import { Page } from './page.tsx';
import { takeTicket } from './views/ticket.ts';

/** Views in which a password may be typed. */
const OPAQUE: readonly View[] = ['interaction', 'sign-up', 'email-change'];
/** Views that belong to a browser. */
const COOKIES: readonly View[] = [...OPAQUE, 'reset', 'device', 'ciba'];
/** Views behind a mailed link. */
const TICKET: readonly View[] = ['sign-up', 'reset', 'email-change'];

void mount((data) => {
  const ticket = TICKET.includes(data.view) ? takeTicket() : undefined;
  return {
    needs: { opaque: OPAQUE.includes(data.view), cookies: COOKIES.includes(data.view) },
    page: <Page data={data} ticket={ticket} />,
  };
});
