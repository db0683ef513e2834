import './style/base.css';
import './style/card.css';
import './style/form.css';
import { mount } from './mount.tsx';
import { Page } from './page.tsx';
import { takeTicket } from './views/ticket.ts';

void mount((data) => {
  const opaque = data.view === 'interaction' || data.view === 'sign-up';
  const ticket = data.view === 'sign-up' ? takeTicket() : undefined;
  return {
    needs: { opaque, cookies: opaque || data.view === 'device' || data.view === 'ciba' },
    page: <Page data={data} ticket={ticket} />,
  };
});
