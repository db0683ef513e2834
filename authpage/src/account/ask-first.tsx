import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { useWords } from '../words/words.ts';
import { useConsole } from './console.ts';

interface AskFirstProps {
  /** On the button that asks. */
  readonly label: string;
  /** Of that button, where several are alike. */
  readonly name?: string;
  readonly title: string;
  /** On the button that does it; the label once more when absent. */
  readonly act?: string;
  readonly onConfirm: () => void;
  /** What will be lost. */
  readonly children: ReactNode;
}

/** A button for what cannot be taken back: a dialog names what will be lost before anything happens. */
export function AskFirst({ label, name, title, act = label, onConfirm, children }: AskFirstProps) {
  const { busy } = useConsole();
  // Counted, for a browser tells late that a dialog was closed: by then it may have been asked for again.
  const [asked, setAsked] = useState(0);
  const [closed, setClosed] = useState(0);
  return (
    <>
      <Button
        kind="equal"
        busy={busy}
        {...(name !== undefined && { name })}
        onPress={() => setAsked(asked + 1)}
      >
        {label}
      </Button>
      {asked > closed && (
        <Confirm key={asked} title={title} act={act} onConfirm={onConfirm} onClose={() => setClosed(asked)}>
          {children}
        </Confirm>
      )}
    </>
  );
}

interface ConfirmProps extends Pick<AskFirstProps, 'title' | 'onConfirm' | 'children'> {
  readonly act: string;
  readonly onClose: () => void;
}

function Confirm({ title, act, onConfirm, onClose, children }: ConfirmProps) {
  const { common } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  // Closed, not just gone: the browser gives the focus back to the button that asked.
  const close = () => dialog.current?.close();
  const confirm = () => {
    close();
    onConfirm();
  };
  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onClose={onClose}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <div id={`${id}-text`} className="confirm-text">
        {children}
      </div>
      <div className="confirm-acts">
        <Button kind="equal" onPress={close}>
          {common.cancel}
        </Button>
        <Button kind="danger" onPress={confirm}>
          {act}
        </Button>
      </div>
    </dialog>
  );
}
