import { createContext, useContext } from 'react';

/** What every view may need besides its own data. */
export interface Frame {
  readonly serverName: string;
  readonly requestId: string;
}

export const FrameContext = createContext<Frame>({ serverName: 'Tacet', requestId: '' });

export const useServerName = (): string => useContext(FrameContext).serverName;
export const useRequestId = (): string => useContext(FrameContext).requestId;
