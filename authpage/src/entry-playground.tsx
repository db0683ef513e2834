import './style/base.css';
import './style/card.css';
import './style/form.css';
import './style/playground.css';
import { mount } from './mount.tsx';
import { PlaygroundView } from './playground/playground-view.tsx';

void mount((data) => {
  if (data.view !== 'playground') throw new Error('this bundle shows the playground');
  return { needs: { opaque: false, cookies: true }, page: <PlaygroundView data={data} /> };
});
