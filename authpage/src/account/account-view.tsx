import { type ComponentType, Suspense, lazy, useEffect } from 'react';
import type { AccountSection } from '../../../contract/account.ts';
import type { DataOf } from '../page-data.ts';
import { Alert } from '../parts/alert.tsx';
import { Progress } from '../parts/progress.tsx';
import { EndedView } from '../views/ended-view.tsx';
import { useAccountWords } from '../words/account/account-words.tsx';
import { useWords } from '../words/words.ts';
import { ConsoleContext } from './console.ts';
import { Shell } from './shell.tsx';
import { useAccount } from './use-account.ts';
import { useSection } from './use-section.ts';
import { WaitingList } from './waiting-list.tsx';

const LOADS: Readonly<Record<AccountSection, () => Promise<{ readonly default: ComponentType }>>> = {
  profile: async () => ({ default: (await import('./profile/profile-section.tsx')).ProfileSection }),
  security: async () => ({ default: (await import('./security/security-section.tsx')).SecuritySection }),
  vault: async () => ({ default: (await import('./vault/vault-section.tsx')).VaultSection }),
  apps: async () => ({ default: (await import('./apps-section.tsx')).AppsSection }),
  devices: async () => ({ default: (await import('./devices-section.tsx')).DevicesSection }),
  events: async () => ({ default: (await import('./events-section.tsx')).EventsSection }),
  data: async () => ({ default: (await import('./data-section.tsx')).DataSection }),
};

const SECTIONS: Readonly<Record<AccountSection, ComponentType>> = {
  profile: lazy(LOADS.profile),
  security: lazy(LOADS.security),
  vault: lazy(LOADS.vault),
  apps: lazy(LOADS.apps),
  devices: lazy(LOADS.devices),
  events: lazy(LOADS.events),
  data: lazy(LOADS.data),
};

/** The first section has been drawn by then; the others should be there when they are asked for. */
const OTHERS_AFTER_MILLISECONDS = 1500;

/** Somebody's own account. The sections share what the server told; switching between them asks it nothing. */
export function AccountView({ data }: { readonly data: DataOf<'account'> }) {
  const words = useAccountWords();
  const { common } = useWords();
  const { section, go } = useSection(data.section);
  const { console, said, problem, ended, hush } = useAccount(data);
  const Section = SECTIONS[section];

  useEffect(() => {
    const timer = setTimeout(() => {
      // Offline by now: asked for again, and told then, when somebody goes there.
      for (const load of Object.values(LOADS)) load().catch(() => undefined);
    }, OTHERS_AFTER_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    document.getElementById('told')?.scrollIntoView({ block: 'nearest' });
  }, [problem]);

  if (problem && ended) return <EndedView problem={problem} />;
  return (
    <ConsoleContext value={console}>
      <Shell
        section={section}
        title={words.sections[section]}
        onGo={(next) => {
          hush();
          go(next);
        }}
      >
        <p className="lead">{words.leads[section]}</p>
        <div id="told" className="told">
          <Alert problem={problem} />
          <p role="status" className="said">
            {said}
          </p>
          <Progress busy={console.busy} text={common.working} />
        </div>
        <WaitingList waiting={console.home.waiting} />
        <Suspense fallback={<div aria-busy />}>
          <Section />
        </Suspense>
      </Shell>
    </ConsoleContext>
  );
}
