import { type ChangeEvent, useRef, useState } from 'react';
import { call } from '../../api.ts';
import { Button } from '../../parts/button.tsx';
import { useTask } from '../../parts/use-task.ts';
import { useAccountWords } from '../../words/account/account-words.tsx';
import { useWords } from '../../words/words.ts';
import { AskFirst } from '../ask-first.tsx';
import { useConsole } from '../console.ts';
import { Panel } from '../panel.tsx';
import { Picture } from '../picture.tsx';
import { type Drawn, drawPicture } from './draw-picture.ts';

/** The picture: chosen, cut and shown here, and only then sent. */
export function PicturePanel() {
  const { home, busy, change } = useConsole();
  const { profile } = useAccountWords();
  const { common } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [drawn, setDrawn] = useState<Drawn>();
  const drawing = useTask();
  const chosen = drawn && 'png' in drawn ? drawn : undefined;

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.currentTarget.files ?? [];
    if (file) drawing.run(async () => setDrawn(await drawPicture(file)));
    // The same file may be chosen again.
    event.currentTarget.value = '';
  };
  const save = ({ png }: { readonly png: string }) => {
    change(() => call('/account/picture/save', { png }), profile.pictureSaved);
    setDrawn(undefined);
  };

  return (
    <Panel title={profile.picture} lead={profile.pictureLead}>
      <div className="picture-choice">
        <Picture address={chosen?.address ?? home.picture} name={home.account.name} large />
        <div className="picture-text">
          {drawn && 'why' in drawn && (
            <p role="alert" className="field-error">
              {drawn.why === 'large' ? profile.pictureLarge : profile.pictureUnreadable}
            </p>
          )}
          <p role="status">{chosen && profile.pictureReady}</p>
          <input ref={input} type="file" accept="image/*" hidden onChange={choose} />
          <div className="acts">
            {chosen && (
              <>
                <Button busy={busy} onPress={() => save(chosen)}>
                  {profile.usePicture}
                </Button>
                <Button kind="equal" onPress={() => setDrawn(undefined)}>
                  {common.cancel}
                </Button>
              </>
            )}
            {!chosen && (
              <Button kind="equal" busy={drawing.busy} onPress={() => input.current?.click()}>
                {profile.choosePicture}
              </Button>
            )}
            {!chosen && home.picture !== undefined && (
              <AskFirst
                label={profile.removePicture}
                title={profile.removePictureTitle}
                onConfirm={() => change(() => call('/account/picture/remove', {}), profile.pictureRemoved)}
              >
                <p>{profile.removePictureText}</p>
              </AskFirst>
            )}
          </div>
        </div>
      </div>
    </Panel>
  );
}
