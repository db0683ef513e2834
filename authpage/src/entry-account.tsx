import './style/base.css';
import './style/card.css';
import './style/form.css';
import './style/later.css';
import './style/account.css';
import { AccountView } from './account/account-view.tsx';
import { closeSignInWindow } from './account/fedcm.ts';
import { mount } from './mount.tsx';
import { speakOfAccount } from './words/account/account-words.tsx';

void mount((data) => {
  if (data.view !== 'account') throw new Error('this bundle shows the account page');
  closeSignInWindow();
  return { needs: { opaque: false, cookies: true }, page: <AccountView data={data} /> };
}, speakOfAccount);
